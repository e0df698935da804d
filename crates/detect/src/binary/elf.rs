use std::collections::BTreeSet;

use banbury_evidence::Span;

/// What an ELF file tells about how it was built.
#[derive(Debug)]
pub(super) struct Elf {
    pub kind: Kind,
    /// `64-bit little-endian`
    pub format: String,
    /// The number of the machine (`e_machine`).
    pub machine: u16,
    /// The program headers, or the file's header if there are none.
    pub headers: Span,
    /// The dynamic section; none in a static program.
    pub dynamic: Option<Span>,
    pub relro: Relro,
    pub stack: Stack,
    /// Segments that are writable and executable.
    pub writable_code: Vec<Span>,
    /// Whether code is changed when it is loaded.
    pub text_relocations: bool,
    /// Where libraries are looked for first, as written (`DT_RPATH`, `DT_RUNPATH`).
    pub search_paths: Vec<String>,
    /// Of the names that are asked for, those that others are to define.
    pub imports: BTreeSet<String>,
    /// Of the names that are asked for, those that it defines itself, if it has its symbol table.
    pub own: BTreeSet<String>,
    /// Whether imports or symbols could be read: of a static program that is stripped nothing is known.
    pub knows_names: bool,
    pub has_symbol_table: bool,
    /// Whether it speaks of bytes that the file does not have.
    pub is_cut_off: bool,
    /// Whether a kernel module's signature stands at its end.
    pub is_signed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A program at fixed addresses.
    FixedProgram,
    /// A program at any address.
    Program,
    Library,
    /// Not linked yet: an object file, or a member of a static library.
    Object,
    KernelModule,
    /// A core dump, or what no standard names.
    Other,
}

/// What is read-only once the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relro {
    None,
    /// All but the table of functions that are bound late.
    Partial,
    Full,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stack {
    NotExecutable,
    Executable,
    /// Nothing is said, so that the kernel makes it executable on many machines.
    Unsaid,
}

impl Elf {
    /// Whether it is linked, so that mitigations can be asked of it.
    pub fn is_linked(&self) -> bool {
        matches!(self.kind, Kind::FixedProgram | Kind::Program | Kind::Library)
    }

    /// What it is, in words.
    pub fn describe(&self) -> String {
        let kind = match self.kind {
            Kind::FixedProgram => "an ELF program at fixed addresses",
            Kind::Program => "an ELF program",
            Kind::Library => "an ELF library",
            Kind::Object => "an ELF object file, not linked",
            Kind::KernelModule if self.is_signed => "a kernel module with a signature, which was not verified",
            Kind::KernelModule => "a kernel module without a signature",
            Kind::Other => "an ELF file",
        };
        let machine = machine(self.machine).map_or_else(|| format!("machine {}", self.machine), str::to_owned);
        let stripped = if self.has_symbol_table { "" } else { ", stripped" };
        let paths = match self.search_paths.as_slice() {
            [] => String::new(),
            paths => format!(", looks for libraries in {}", paths.join(" and ")),
        };
        format!("{kind}, {}, {machine}{stripped}{paths}", self.format)
    }
}

/// The machines of embedded products (`e_machine`).
fn machine(number: u16) -> Option<&'static str> {
    use object::elf as e;
    Some(match number {
        e::EM_386 => "x86",
        e::EM_X86_64 => "x86-64",
        e::EM_ARM => "ARM",
        e::EM_AARCH64 => "AArch64",
        e::EM_MIPS => "MIPS",
        e::EM_PPC => "PowerPC",
        e::EM_PPC64 => "PowerPC 64",
        e::EM_RISCV => "RISC-V",
        e::EM_S390 => "S/390",
        e::EM_SPARC | e::EM_SPARCV9 => "SPARC",
        e::EM_SH => "SuperH",
        e::EM_BPF => "BPF",
        _ => return None,
    })
}
