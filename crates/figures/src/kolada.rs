//! The live API of Kolada, version 3.
