"""The look of every room: page frame, components, forms, maps and timelines; it knows no word of the domain.

What comes in: plain values (words, dates, numbers, links, shapes in metres) and Django forms. What goes out: pages
that work without JavaScript, on a phone, by keyboard, on paper and in the dark. Every room may import this one; this
one imports none. Start with `docs/how-to/build-a-page.md`.

`environment` makes the template environment, `frame` what stands around every page, `forms` turns form fields into
components, `merging` lets two people edit at once without losing a word, `maps`, `timelines` and `charts` are pure
geometry, `headers` guards every response, `errors` answers in plain words, `checks` says when the assets are missing.
"""
