//! To be written.
pub fn bench(_args: &[&str]) -> anyhow::Result<()> {
    anyhow::bail!("not yet")
}
