"""The offline kit for Windows PCs without Python, without the internet and without an administrator: `make kit`.

make.py builds it on Linux, check.py looks at what was built (the builder hands out nothing that fails it),
licences.py collects the licences of everything inside, windows.lock pins every part with its digests
(`make kit-lock` renews it). The *.in files are what lies in the kit for people: UTF-8 and LF here, code page 932
and CRLF in the kit.
"""
