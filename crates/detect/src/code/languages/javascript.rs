//! JavaScript with JSX, and what TypeScript adds to it.

mod classes;
mod declarations;
mod functions;
mod globals;
mod jsx;
mod modules;
mod objects;

use banbury_syntax::NodeId;

use super::{Action, Description, Kind, Lower, Role, Task, string};

pub(super) const JAVASCRIPT: Description = Description {
    kinds: &[
        ("program", Action::As(Kind::BLOCK)),
        ("statement_block", Action::As(Kind::BLOCK)),
        ("hash_bang_line", Action::Drop),
        ("empty_statement", Action::Drop),
        ("private_property_identifier", Action::Leaf(Kind::NAME)),
        ("statement_identifier", Action::Leaf(Kind::NAME)),
        ("jsx_identifier", Action::Leaf(Kind::NAME)),
        ("this", Action::Leaf(Kind::NAME)),
        ("super", Action::Leaf(Kind::NAME)),
        ("undefined", Action::Leaf(Kind::NAME)),
        ("import", Action::Leaf(Kind::NAME)),
        ("number", Action::Leaf(Kind::NUMBER)),
        ("string", Action::Leaf(Kind::STRING)),
        ("template_string", Action::Custom(|lower, id, role| string(lower, id, role, &["template_substitution"]))),
        ("template_substitution", Action::Custom(inside)),
        ("regex", Action::As(Kind::REGEX)),
        ("regex_flags", Action::Leaf(Kind::MODIFIER)),
        ("new_expression", Action::Custom(new)),
        ("member_expression", Action::As(Kind::MEMBER)),
        ("nested_identifier", Action::As(Kind::MEMBER)),
        ("optional_chain", Action::Drop),
        ("subscript_expression", Action::Custom(globals::subscript)),
        ("assignment_expression", Action::As(Kind::ASSIGNMENT)),
        ("augmented_assignment_expression", Action::WithTokens(Kind::UPDATE)),
        ("variable_declaration", Action::Statement(declarations::variables)),
        ("lexical_declaration", Action::Statement(declarations::variables)),
        ("using_declaration", Action::Statement(declarations::variables)),
        ("field_definition", Action::Custom(declarations::field)),
        ("for_statement", Action::Statement(declarations::for_)),
        ("for_in_statement", Action::Statement(declarations::for_in)),
        ("switch_body", Action::As(Kind::CASES)),
        ("ternary_expression", Action::As(Kind::CONDITIONAL)),
        ("switch_case", Action::Custom(case)),
        ("switch_default", Action::Custom(case)),
        ("function_declaration", Action::Statement(functions::function)),
        ("generator_function_declaration", Action::Statement(functions::function)),
        ("method_definition", Action::Custom(functions::function)),
        ("function_expression", Action::Custom(functions::lambda)),
        ("generator_function", Action::Custom(functions::lambda)),
        ("arrow_function", Action::Custom(functions::lambda)),
        ("formal_parameters", Action::As(Kind::PARAMETERS)),
        ("assignment_pattern", Action::As(Kind::PARAMETER)),
        ("object_assignment_pattern", Action::As(Kind::PARAMETER)),
        ("rest_pattern", Action::Custom(functions::rest)),
        ("class_declaration", Action::Statement(classes::class)),
        ("class", Action::Custom(classes::class)),
        ("class_body", Action::Custom(classes::members)),
        ("class_heritage", Action::Custom(classes::heritage)),
        ("decorator", Action::As(Kind::MODIFIER)),
        ("object", Action::As(Kind::RECORD)),
        ("object_pattern", Action::As(Kind::RECORD)),
        ("pair", Action::Custom(objects::pair)),
        ("pair_pattern", Action::Custom(objects::pair)),
        ("shorthand_property_identifier", Action::Custom(objects::shorthand)),
        ("shorthand_property_identifier_pattern", Action::Custom(objects::shorthand)),
        ("import_statement", Action::Custom(modules::import)),
        ("import_clause", Action::Custom(modules::clause)),
        ("named_imports", Action::Splice),
        ("import_specifier", Action::Custom(modules::specifier)),
        ("namespace_import", Action::Custom(modules::namespace)),
        ("import_attribute", Action::Drop),
        ("export_statement", Action::Custom(modules::export)),
        ("jsx_element", Action::Custom(jsx::element)),
        ("jsx_self_closing_element", Action::Custom(jsx::element)),
        ("jsx_attribute", Action::Custom(jsx::attribute)),
        ("jsx_expression", Action::Custom(inside)),
        ("jsx_text", Action::Custom(jsx::text)),
    ],
    fields: &[
        ("property", Role::PROPERTY),
        ("constructor", Role::CALLEE),
        ("source", Role::MODULE),
        ("return_type", Role::TYPE),
        ("assignment_pattern.left", Role::NAME),
        ("assignment_pattern.right", Role::VALUE),
        ("object_assignment_pattern.left", Role::NAME),
        ("object_assignment_pattern.right", Role::VALUE),
        ("catch_clause.parameter", Role::NAME),
        ("arrow_function.parameter", Role::PARAMETERS),
        ("switch_statement.body", Role::NONE),
        // Expressions, not statements.
        ("ternary_expression.consequence", Role::LEFT),
        ("ternary_expression.alternative", Role::RIGHT),
    ],
    loops: &[],
};

pub(super) const TYPESCRIPT: Description = Description {
    kinds: &[
        ("predefined_type", Action::Leaf(Kind::NAME)),
        ("this_type", Action::Leaf(Kind::NAME)),
        ("nested_type_identifier", Action::Leaf(Kind::NAME)),
        ("type_annotation", Action::As(Kind::TYPE)),
        ("type_arguments", Action::Leaf(Kind::MODIFIER)),
        ("type_parameters", Action::Leaf(Kind::MODIFIER)),
        ("accessibility_modifier", Action::Leaf(Kind::MODIFIER)),
        ("override_modifier", Action::Leaf(Kind::MODIFIER)),
        ("required_parameter", Action::Custom(functions::parameter)),
        ("optional_parameter", Action::Custom(functions::parameter)),
        ("public_field_definition", Action::Custom(declarations::field)),
        ("method_signature", Action::Custom(functions::signature)),
        ("abstract_method_signature", Action::Custom(functions::signature)),
        ("function_signature", Action::Custom(functions::signature)),
        ("abstract_class_declaration", Action::Custom(classes::class)),
        ("as_expression", Action::Custom(cast)),
        ("satisfies_expression", Action::Custom(inside)),
        ("non_null_expression", Action::Custom(inside)),
        ("instantiation_expression", Action::Custom(inside)),
        ("ambient_declaration", Action::Custom(inside)),
    ],
    fields: &[("pattern", Role::NAME)],
    loops: &[],
};

/// The first named part alone.
fn inside(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let inside = lower.parts(id).into_iter().find(|part| lower.tree.node(part.0).is_named());
    lower.then(inside.map(|part| Task::Lower(part.0, role)));
}

/// `new C` is `new C()`.
fn new(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let range = lower.range(id);
    let mut tasks = vec![Task::Open(Kind::NEW, role, range.clone(), false), Task::Children(id, false)];
    if lower.part(id, Role::ARGUMENTS).is_none() {
        tasks.push(Task::Leaf(Kind::ARGUMENTS, Role::ARGUMENTS, range.end..range.end));
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// `value as Type`
fn cast(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let named = lower.parts(id).into_iter().map(|part| part.0).filter(|part| lower.tree.node(*part).is_named());
    let mut tasks = vec![Task::Open(Kind::CAST, role, lower.range(id), false)];
    tasks.extend(named.zip([Role::VALUE, Role::TYPE]).map(|(part, role)| Task::Lower(part, role)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// A case and the statements behind it up to the next one, as a block.
fn case(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let (body, head): (Vec<_>, Vec<_>) = lower.parts(id).into_iter().partition(|part| part.1 == Role::BODY);
    let mut tasks = vec![Task::Open(Kind::CASE, role, lower.range(id), false)];
    let head = head.into_iter().filter(|part| lower.tree.node(part.0).is_named());
    tasks.extend(head.map(|part| Task::Lower(part.0, part.1)));
    if let (Some(first), Some(last)) = (body.first(), body.last()) {
        let range = lower.range(first.0).start..lower.range(last.0).end;
        tasks.push(Task::Open(Kind::BLOCK, Role::BODY, range, false));
        tasks.extend(body.iter().map(|part| Task::Lower(part.0, Role::NONE)));
        tasks.push(Task::Close);
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}
