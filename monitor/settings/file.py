"""The form of config.toml, key by key, as frozen pydantic-settings models; the only file here that knows pydantic.

Each key's `description` says what is allowed: mistakes are rendered from it, never from pydantic's own messages, which
print the bad value. What the values become lives in `values`.
"""

from collections.abc import Mapping
from typing import Annotated, Final, Literal, TypeAlias, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    PlainValidator,
    ValidationError,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from alerts.model import Severity
from monitor.domain.model.article import Grade
from monitor.domain.model.time import DAY, HOUR, MINUTE, SECOND
from monitor.settings.checks import (
    ROUTED,
    followed,
    mail_address,
    network,
    no_switch,
    one_or_many,
    plain_text,
    printable,
    routed,
    secret,
    signing_key,
    web_address,
)
from monitor.settings.secret import Secret
from monitor.settings.units import read_duration, read_size
from monitor.settings.values import LogFormat, LogLevel, MailSecurity

PREFIX: Final = "TRUCEWATCH_"
DELIMITER: Final = "__"
PORTS: Final = {MailSecurity.STARTTLS: 587, MailSecurity.TLS: 465, MailSecurity.PLAINTEXT: 25}
MB: Final = 1 << 20
VEIL: Final[dict[str, JsonValue]] = {"veil": True}  # the value may hold a secret: never shown
T = TypeVar("T")


Text: TypeAlias = Annotated[str, AfterValidator(plain_text)]
Words: TypeAlias = Annotated[str, AfterValidator(printable)]
WebAddress: TypeAlias = Annotated[str, AfterValidator(web_address)]
MailAddress: TypeAlias = Annotated[str, AfterValidator(mail_address)]
Duration: TypeAlias = Annotated[int, BeforeValidator(read_duration)]
Size: TypeAlias = Annotated[int, BeforeValidator(read_size)]
SecretValue: TypeAlias = Annotated[Secret, PlainValidator(secret)]
SigningKey: TypeAlias = Annotated[Secret, PlainValidator(signing_key)]
Count: TypeAlias = Annotated[int, BeforeValidator(no_switch)]
OneOrMany: TypeAlias = Annotated[tuple[T, ...], BeforeValidator(one_or_many)]


class Part(BaseModel):
    """A table of the file: frozen, unknown keys are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class StorageTable(Part):
    """[storage]."""

    path: Text = Field(default="trucewatch.db", description="a file path, relative to the configuration file")


class CustomTable(Part):
    """[[watches.custom]]."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description='a short name such as "north-valley"')
    title: Words = Field(default="", description="a short text")
    sides: tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...] = Field(
        min_length=2, description='two or more lists of actors, such as [["Kataib Hezbollah"], ["united-states"]]'
    )
    places: tuple[Text, ...] = Field(default=(), description='a list of places, such as ["iraq"]')


class WatchesTable(Part):
    """[watches]."""

    follow: Annotated[tuple[str, ...] | None, PlainValidator(followed)] = Field(
        default=None, description='"all" or a list of catalogue ids such as ["iraq-us", "sudan"]'
    )
    custom: tuple[CustomTable, ...] = Field(default=(), description="tables [[watches.custom]]")


class SourceTable(Part):
    """[[sources]]."""

    url: WebAddress = Field(description="an http or https address without a login in it", json_schema_extra=VEIL)
    title: Words = Field(default="", description="a short text")
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}$", description='a language code such as "en"')
    owner: Words = Field(default="", description="a short text: who owns the publisher")
    grade: Grade = Field(
        default=Grade.F, description="A (completely reliable) to E (unreliable), or F (cannot be judged)"
    )
    interval: Duration = Field(
        default=15 * MINUTE, ge=SECOND, le=7 * DAY, description='a duration such as "15m" or 900 (seconds), 1s to 7d'
    )


class ChannelTable(Part):
    """What all [[channels]] have."""

    name: Words = Field(default="", description="a short text")
    enabled: bool = Field(default=True, description="true or false")


class EmailTable(ChannelTable):
    """A channel of type "email"."""

    type: Literal["email"]
    host: Text = Field(description="a mail server's name")
    port: Count | None = Field(default=None, ge=1, le=65535, description="a port from 1 to 65535")
    security: MailSecurity = Field(default=MailSecurity.STARTTLS, description="starttls, tls or plaintext")
    username: Words = Field(default="", description="a text")
    password: SecretValue | None = Field(default=None, description="env:NAME or file:PATH", json_schema_extra=VEIL)
    sender: MailAddress = Field(description="a mail address such as alerts@example.org")
    recipients: OneOrMany[MailAddress] = Field(min_length=1, description="a list of mail addresses")


class WebhookTable(ChannelTable):
    """A channel of type "webhook"."""

    type: Literal["webhook"]
    url: WebAddress = Field(description="an http or https address without a login in it", json_schema_extra=VEIL)
    secrets: OneOrMany[SigningKey] = Field(
        min_length=1, description="a list of references, env:NAME or file:PATH", json_schema_extra=VEIL
    )


class ConsoleTable(ChannelTable):
    """A channel of type "console"."""

    type: Literal["console"]


class RouteTable(Part):
    """[[routes]]."""

    watch: OneOrMany[str] = Field(default=(), description="a watch's id, or a list of them; none means all")
    kinds: OneOrMany[Annotated[str, AfterValidator(routed)]] = Field(
        default=(), description=f"any of {', '.join(ROUTED)}"
    )
    severity: Severity = Field(default=Severity.INFO, description="info, notice, warning or critical")
    channels: OneOrMany[str] = Field(default=(), description="names of channels; none means all")


class NetworkTable(Part):
    """[network]."""

    allowed_networks: tuple[Annotated[str, AfterValidator(network)], ...] = Field(
        default=(),
        description='a list of private networks that may be reached, such as ["192.168.1.0/24"] or ["127.0.0.1/32"]',
    )
    contact: Words = Field(default="", description="a mail or web address for publishers")
    fetch_deadline: Duration = Field(
        default=30 * SECOND, ge=SECOND, le=HOUR, description='a duration such as "30s", 1s to 1h'
    )
    host_gap: Duration = Field(default=SECOND // 2, ge=0, le=MINUTE, description='a duration such as "500ms", 0s to 1m')
    feed_limit: Size = Field(default=10 * MB, ge=1 << 10, le=1 << 30, description='a size such as "10MB", 1KB to 1GB')
    page_limit: Size = Field(default=5 * MB, ge=1 << 10, le=1 << 30, description='a size such as "5MB", 1KB to 1GB')


class WorkersTable(Part):
    """[workers]."""

    count: Count = Field(default=2, ge=1, le=64, description="a number of processes from 1 to 64")
    deadline: Duration = Field(
        default=10 * SECOND, ge=SECOND, le=HOUR, description='a duration such as "10s", 1s to 1h'
    )
    memory: Size = Field(default=1024 * MB, ge=256 * MB, le=1 << 40, description='a size such as "1GB", at least 256MB')


class LogTable(Part):
    """[log]."""

    format: LogFormat = Field(default=LogFormat.AUTO, description="auto, json or console")
    level: LogLevel = Field(default=LogLevel.INFO, description="debug, info, warning or error")


Form: TypeAlias = type[BaseModel]
Fault: TypeAlias = ErrorDetails
AnyChannel: TypeAlias = Annotated[EmailTable | WebhookTable | ConsoleTable, Field(discriminator="type")]


class ConfigFile(BaseSettings):
    """The whole of config.toml with the TRUCEWATCH_* variables laid over it."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix=PREFIX, env_nested_delimiter=DELIMITER)

    storage: StorageTable = Field(default_factory=StorageTable, description="a table [storage]")
    watches: WatchesTable = Field(default_factory=WatchesTable, description="a table [watches]")
    sources: tuple[SourceTable, ...] = Field(default=(), description="tables [[sources]]", json_schema_extra=VEIL)
    channels: tuple[AnyChannel, ...] = Field(default=(), description="tables [[channels]]", json_schema_extra=VEIL)
    routes: tuple[RouteTable, ...] = Field(default=(), description="tables [[routes]]")
    network: NetworkTable = Field(default_factory=NetworkTable, description="a table [network]")
    workers: WorkersTable = Field(default_factory=WorkersTable, description="a table [workers]")
    log: LogTable = Field(default_factory=LogTable, description="a table [log]")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read only what is handed over: the environment is overlaid before, and no .env or secrets folder counts."""
        _ = (settings_cls, env_settings, dotenv_settings, file_secret_settings)
        return (init_settings,)


def read_form(values: Mapping[str, object]) -> ConfigFile | list[Fault]:
    """Give the values as models, or pydantic's errors (which hold the bad values: see `form`)."""
    try:
        return ConfigFile.model_validate(values)
    except ValidationError as error:
        return error.errors(include_url=False)
