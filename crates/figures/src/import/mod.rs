//! Files: what is Kolada's is recognised by content and taken, the rest is named and left.
