//! The site as its readers meet it: requests in, parsed pages out, on the demonstration.

mod pages;
mod plumbing;
mod site;
