//! `user create`: the first operator or organiser, from the machine itself.

use super::Context;
use super::database::{address, open_to_write, wait_for};
use super::programme::{System, public_address};
use crate::args::{CreateUser, User};
use crate::failure::Failure;
use crate::output::finding::paragraph;
use i18n::Lang;
use office::{Handed, NewInvitation, Office, Settings};
use programme::Language;
use std::sync::Arc;

/// Does it.
pub fn run(asked: &User, context: &Context) -> Result<(), Failure> {
    let User::Create(asked) = asked;
    create(asked, context)
}

fn create(asked: &CreateUser, context: &Context) -> Result<(), Failure> {
    let database = address(&asked.database, context)?;
    let url = public_address(asked.address.as_deref(), 8080)?;
    let new = NewInvitation {
        name: asked.name.clone(),
        email: asked.email.clone(),
        title: asked.title.clone(),
        language: if context.lang == Lang::Sv { Language::Sv } else { Language::En },
        ..NewInvitation::default()
    };
    let handed = wait_for(async {
        let store = open_to_write(&database, context).await?;
        let settings = Settings { address: url, demonstration: false, posts: false };
        let office = Office::new(store, Arc::new(System), settings);
        Ok(office.create_user(&asked.organisation, &new, &asked.role).await?.0)
    })?;
    let (key, link) = match &handed {
        Handed::Link(link) => ("cli-user-made", link.as_str()),
        Handed::Posted(_) | Handed::Known => ("cli-user-known", ""),
    };
    context.out.text(&paragraph(&context.say(key, &[("name", &asked.name)])))?;
    if link.is_empty() { Ok(()) } else { context.out.text(&format!("\n{link}\n")) }
}
