use banbury_evidence::{
    Artefact, BuildFiles, Cause, Comparison, Determinism, DeterminismVerdict, Difference, MaskedRange, SignatureCheck,
    SignatureKind, Tool, Verdict,
};

use super::Demo;

impl Demo {
    pub(super) fn comparison(&self) -> Comparison {
        Comparison {
            unconfined: false,
            log: self.t("cc -o \x1b[31mframed\n").into_bytes().into(),
            resources: None,
            artefacts: vec![
                self.artefact("rootfs/etc/banner", Verdict::Identical),
                Artefact {
                    masked: vec![self.build_id("")],
                    ..self.artefact("rootfs/lib/libframe.so", Verdict::Equivalent)
                },
                self.daemon(),
                self.artefact("u-boot.bin", Verdict::Identical),
            ],
            build: vec![
                self.t("Confined build of 1 step(s): no network, read-only view of the machine's programs."),
                self.t("Step 1: exit code 0: `make`"),
            ],
            toolchain: vec![
                self.tool("binutils", "2.42-4", Some("2.42-4"), "The same version."),
                self.tool(
                    "gcc-13",
                    "13.2.0-23",
                    Some("13.3.0-6"),
                    "Another version of a tool that writes into its output: its version string will differ, and code may.",
                ),
                self.tool("lzma", "9.22-2", None, "Not installed: the build may fail or leave something out."),
            ],
            determinism: vec![
                self.repeat("rootfs/etc/banner", DeterminismVerdict::Deterministic, Vec::new()),
                self.repeat("rootfs/lib/libframe.so", DeterminismVerdict::NotJudged, Vec::new()),
                self.repeat("rootfs/usr/sbin/mgmtd", DeterminismVerdict::Varies, vec![self.date()]),
            ],
            files: BuildFiles {
                unread: Some(vec![self.t("src/net/old.c"), self.t("web/util.c")]),
                outside: Some(vec![self.t("/usr/include/stdio.h")]),
                written: vec![self.t("mgmtd"), self.t("session.o")],
            },
        }
    }

    fn artefact(&self, path: &str, verdict: Verdict) -> Artefact {
        Artefact {
            path: self.t(path),
            verdict,
            causes: Vec::new(),
            masked: Vec::new(),
            differs: Vec::new(),
            signature: None,
        }
    }

    fn build_id(&self, within: &str) -> MaskedRange {
        let within = if within.is_empty() { String::new() } else { self.t(within) };
        MaskedRange { rule: self.t("elf-build-id"), within, offset: 0x2c4, length: 20 }
    }

    fn daemon(&self) -> Artefact {
        let follows = Difference {
            place: self.t("section .eh_frame"),
            detail: self.t("addresses behind code that grew"),
            derived: true,
            ..Difference::default()
        };
        let code = Difference {
            also: Vec::new(),
            place: self.t("section .text > function session_dispatch"),
            detail: self.t("1 of 90 instructions shipped stand against 2 of 91 rebuilt"),
            cause: None,
            derived: false,
            shipped: self.t("    push rbp\n  * mov esi, 0x7e6\n    ret\n"),
            rebuilt: self.t("    push rbp\n  * mov esi, 0x7ea\n  * call check\n    ret\n"),
        };
        Artefact {
            causes: vec![
                Cause {
                    kind: self.t("build-path"),
                    confirmed: true,
                    detail: self.t("built with the folder `/home/build`, 3 differences remain"),
                },
                Cause { kind: self.t("timestamp"), confirmed: false, detail: self.t("1 of 2 differences") },
            ],
            masked: vec![self.build_id("section .note.gnu.build-id")],
            differs: vec![follows, code, self.date()],
            signature: Some(SignatureCheck {
                kind: SignatureKind::Declared,
                key: "0f".repeat(32),
                algorithm: self.t("RSA 2048, PKCS #1 v1.5, SHA-256"),
                holds: true,
                detail: self.t("it holds over 8192 bytes"),
            }),
            ..self.artefact("rootfs/usr/sbin/mgmtd", Verdict::DiffersUnexplained)
        }
    }

    fn date(&self) -> Difference {
        Difference {
            also: vec![self.t("member etc/also.conf")],
            place: self.t("section .rodata > bytes 0x2010..0x2014"),
            detail: self.t("2 bytes differ"),
            cause: Some(self.t("timestamp")),
            derived: false,
            shipped: self.t("00002010  32 30 32 32 00 55 52 4c  2d 34 34 31 30 00 00 00   2022.URL-4410...\n"),
            rebuilt: self.t("00002010  32 30 32 36 00 55 52 4c  2d 34 34 31 30 00 00 00   2026.URL-4410...\n"),
        }
    }

    fn tool(&self, name: &str, declared: &str, installed: Option<&str>, prediction: &str) -> Tool {
        Tool {
            name: self.t(name),
            declared: self.t(declared),
            installed: installed.map(|version| self.t(version)),
            prediction: self.t(prediction),
        }
    }

    fn repeat(&self, path: &str, verdict: DeterminismVerdict, differs: Vec<Difference>) -> Determinism {
        Determinism { path: self.t(path), verdict, differs }
    }
}
