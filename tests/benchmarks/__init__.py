"""The benchmarks: this program beside its peers, in one run on loopback. `make bench` runs them, pytest does not.

__main__.py      runs them all and prints one table
table.py         what a measured row is, and how rows are printed
gauge.py         CPU time and memory of a tree of processes
subject.py       a subject: what is measured, alone in a process of its own
publisher.py     the publisher: feeds and pages on many loopback addresses, in a process of its own
invented.py      sentences of our own, as many as wanted
made_feeds.py    feeds made of them
made_pages.py    pages made of them, or real ones dressed up
desk.py          our program, put together as its daemon does
feeds.py         polling, beside reader;                 passes.py, feeds_ours.py, feeds_reader.py
articles.py      fetch, extract, classify and store, beside newspaper4k; articles_ours.py, articles_newspaper.py
classify.py      the classifier, beside spaCy's bare tokenizer;         classify_ours.py, classify_spacy.py
startup.py       what `trucewatch --help` costs, beside an empty program
"""
