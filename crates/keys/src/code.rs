//! Time-based one-time codes (TOTP, RFC 6238): six digits every thirty seconds, SHA-1, which is what
//! the programs people have on their phones all understand.

use programme::Random;
use qrcode::{EcLevel, QrCode, render::svg};
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// Seconds a code lasts.
const STEP: u64 = 30;

/// A key that codes are made with: base32, as people type it in.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeKey(String);

impl std::fmt::Debug for CodeKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CodeKey")
    }
}

/// A code that was right: the step of time it belongs to. Keep it, and refuse it and those before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code(pub u64);

impl CodeKey {
    /// A new key of 160 bits (RFC 4226, section 4).
    pub fn new(random: &mut dyn Random) -> Self {
        let mut bytes = [0; 20];
        random.fill(&mut bytes);
        Self(Secret::new_stack(bytes).to_base32())
    }

    /// A key as it was kept.
    pub fn kept(base32: &str) -> Self {
        Self(base32.to_owned())
    }

    /// The key as it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key in groups of four, to be typed in by hand.
    pub fn grouped(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }

    /// The address that programs for codes read (`otpauth://…`), for an account under a name.
    pub fn address(&self, service: &str, account: &str) -> Option<String> {
        // A colon divides service and account there.
        let plain = |text: &str| text.replace(':', " ");
        let builder = self.builder()?.with_issuer(Some(plain(service))).with_account_name(plain(account));
        builder.build().ok()?.to_url().ok()
    }

    /// That address as a picture: SVG, black on white, without a size of its own.
    pub fn picture(&self, service: &str, account: &str) -> Option<String> {
        let address = self.address(service, account)?;
        let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
        let svg = code.render::<svg::Color<'_>>().min_dimensions(200, 200).quiet_zone(true).build();
        svg.find("<svg").and_then(|start| svg.get(start..)).map(str::to_owned)
    }

    /// The step a code is right for at `now` (seconds since 1970), one step early or late included;
    /// `None` when it is wrong or was used: not later than `last`.
    pub fn check(&self, code: &str, now: u64, last: Option<Code>) -> Option<Code> {
        let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let step = Code(self.totp()?.check(&digits, now)?);
        last.is_none_or(|last| step > last).then_some(step)
    }

    /// The code at `now`: for tests and the demonstration.
    pub fn at(&self, now: u64) -> Option<String> {
        self.totp().map(|totp| totp.generate(now).to_string())
    }

    fn totp(&self) -> Option<Totp> {
        self.builder()?.with_account_name("x").build().ok()
    }

    fn builder(&self) -> Option<Builder> {
        let secret = Secret::try_from_base32(&self.0).ok()?;
        Some(
            Builder::new()
                .with_algorithm(Algorithm::SHA1)
                .with_digits(6)
                .with_skew(1)
                .with_step_duration(STEP)
                .with_secret(secret),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of RFC 6238, appendix B: "12345678901234567890".
    fn rfc() -> CodeKey {
        CodeKey::new(&mut |bytes: &mut [u8]| bytes.copy_from_slice(b"12345678901234567890"))
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        assert_eq!(rfc().as_str(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        // The RFC prints eight digits; six are the last of them.
        for (time, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
        {
            assert_eq!(rfc().at(time).as_deref(), Some(code));
            assert_eq!(rfc().check(code, time, None), Some(Code(time / 30)));
        }
    }

    #[test]
    fn a_code_is_right_once_and_a_step_either_way() {
        let (key, now) = (rfc(), 1_111_111_109);
        let step = key.check(" 081 804 ", now, None).unwrap();
        assert_eq!(key.check("081804", now, Some(step)), None);
        assert_eq!(key.check("081804", now + 30, None), Some(step));
        assert_eq!(key.check("081804", now - 30, None), Some(step));
        assert_eq!(key.check("081804", now + 61, None), None);
        for wrong in ["", "081805", "81804", "0818044", "o81804"] {
            assert_eq!(key.check(wrong, now, None), None, "{wrong}");
        }
    }

    #[test]
    fn the_key_is_shown_three_ways() {
        assert_eq!(rfc().grouped(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(
            rfc().address("Jämsides", "asa@x.se").unwrap(),
            "otpauth://totp/J%C3%A4msides:asa%40x.se?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=J%C3%A4msides"
        );
        let picture = rfc().picture("Jämsides", "asa@x.se").unwrap();
        assert!(picture.starts_with("<svg") && picture.ends_with("</svg>"), "{picture}");
        assert_eq!(format!("{:?}", rfc()), "CodeKey");
    }
}
