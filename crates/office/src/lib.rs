//! Use cases of the programme.
