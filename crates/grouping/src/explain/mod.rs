//! Explaining
mod minimal;
