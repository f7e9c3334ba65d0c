"""The TypeScript side of the wire: `python -m deskbell.wire.typescript > clients/protocol/src/wire.ts`.

Owns: how structs, literals, unions and bounds of this room, and the words of the floor in them, are written.
Never: behaviour; the reducers on both sides are written by hand and held together by shared test vectors.
Holds: same sources, same text; a test compares the committed file, so that it cannot drift.
"""

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import msgspec

from deskbell import wire
from deskbell.floor import refusals, vocabulary
from deskbell.wire import bodies, client_frames, close_codes, server_frames, views

LINE_CHARACTERS_MAX = 110
HEADER = "// Generated from src/deskbell/wire by `python -m deskbell.wire.typescript`. Do not edit.\n"

MODULES: tuple[ModuleType, ...] = (
    wire,
    vocabulary,
    refusals,
    close_codes,
    client_frames,
    server_frames,
    bodies,
    views,
)

# The names of unions lose the "Any" they need in Python, where they would clash with base classes.
UNION_NAMES = {
    "AnyClientFrame": "ClientFrame",
    "AnyAsk": "Ask",
    "AnyServerFrame": "ServerFrame",
    "AnyView": "View",
}
# Encoded apart and embedded raw: what is in there is known all the same.
RAW_FIELDS = {("Event", "data"): "Body", ("Resync", "view"): "View"}
PRIMITIVES = {"str": "string", "int": "number", "float": "number", "bool": "boolean", "None": "null"}

TRAILER = """
/** Any body; which one it can be follows from the kind of the stream. */
export type Body = StaffBody | VisitorBody | BoardBody | TeamBody | MemberBody;

/** The bodies of each kind of stream. `team` is "board:team", `board` is any other "board:<inbox>". */
export interface BodyOf {
  conversation: StaffBody;
  visitor: VisitorBody;
  board: BoardBody;
  team: TeamBody;
  member: MemberBody;
}

/** The view of each kind of stream. */
export interface ViewOf {
  conversation: ConversationView;
  visitor: VisitorView;
  board: BoardView;
  team: TeamView;
  member: MemberView;
}

/** A kind of stream. */
export type StreamKind = keyof ViewOf;
"""


def generate() -> str:
    """The whole text of `wire.ts`."""
    used = _names_used_on_the_wire()
    sections = [_write_section(module, used) for module in MODULES]
    return HEADER + "".join(section for section in sections if section) + TRAILER


def _names_used_on_the_wire() -> set[str]:
    """Every name in the wire's modules and in the structs they use, and the codes that `nack` carries."""
    trees: list[ast.AST] = [_parse(module) for module in MODULES if module.__name__.startswith(wire.__name__)]
    used = {"RefusalCode"} | {name for tree in trees for name in _names_in(tree)}
    of_the_floor = [node for node in _parse(vocabulary).body if isinstance(node, ast.ClassDef) and node.name in used]
    return used | {name for node in of_the_floor for name in _names_in(node)}


def _names_in(tree: ast.AST) -> Iterator[str]:
    return (node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def _parse(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


def _write_section(module: ModuleType, used: set[str]) -> str:
    tree = _parse(module)
    declarations = [text for text in _write_declarations(module, tree, used) if text]
    title = (ast.get_docstring(tree) or "").split("\n", 1)[0].rstrip(".")
    return f"\n// ── {title} ──\n" + "".join(f"\n{text}\n" for text in declarations) if declarations else ""


def _write_declarations(module: ModuleType, tree: ast.Module, used: set[str]) -> Iterator[str]:
    following = [*tree.body[1:], None]
    for statement, after in zip(tree.body, following, strict=True):
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            if _is_wanted(module, name, used):
                yield _write_comment(_docstring_of(after)) + _write_assignment(module, name, statement.value)
        elif isinstance(statement, ast.ClassDef) and _is_wanted(module, statement.name, used):
            yield _write_struct(module, statement)


def _is_wanted(module: ModuleType, name: str, used: set[str]) -> bool:
    """All of the wire; of the floor only the words the wire uses, and the bounds that forms must mirror."""
    if module.__name__.startswith(wire.__name__):
        return True
    return name in used or name.endswith(("_MIN", "_MAX", "_DEFAULT"))


def _docstring_of(statement: ast.stmt | None) -> str:
    """The text under an assignment, which is how this house documents constants."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return str(statement.value.value)
    return ""


def _write_assignment(module: ModuleType, name: str, value: ast.expr) -> str:
    if name.isupper():
        prefix = "CLOSE_" if module is close_codes else ""
        return f"export const {prefix}{name} = {getattr(module, name)};"
    head = f"export type {UNION_NAMES.get(name, name)} ="
    text = _write_type(module, value)
    if len(f"{head} {text};") <= LINE_CHARACTERS_MAX:
        return f"{head} {text};"
    return head + "".join(f"\n  | {alternative}" for alternative in text.split(" | ")) + ";"


def _write_struct(module: ModuleType, definition: ast.ClassDef) -> str:
    struct = getattr(module, definition.name)
    tag = struct.__struct_config__.tag
    if tag == definition.name:
        return ""  # a base, which never travels itself: what travels has a tag that was chosen
    annotations = _annotations_of(definition)
    lines = [f"  {struct.__struct_config__.tag_field}: {_quote(tag)};"] if tag is not None else []
    lines += [_write_field(module, struct, field, annotations[field.name]) for field in msgspec.structs.fields(struct)]
    head = _write_comment(ast.get_docstring(definition) or "") + f"export interface {_name_of(struct)} {{"
    return "\n".join([head, *lines, "}"])


def _annotations_of(definition: ast.ClassDef) -> dict[str, ast.expr]:
    return {
        statement.target.id: statement.annotation
        for statement in definition.body
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
    }


def _write_field(module: ModuleType, struct: Any, field: msgspec.structs.FieldInfo, annotation: ast.expr) -> str:
    # What the server sends is always whole; a client may leave out what has a default.
    optional = "" if field.required or not struct.__struct_config__.omit_defaults else "?"
    text = RAW_FIELDS.get((struct.__name__, field.name)) or _write_type(module, annotation)
    return f"  {field.name}{optional}: {text};"


def _name_of(struct: type[msgspec.Struct]) -> str:
    """Python tells two structs of one name apart by their module, TypeScript by a prefix or suffix."""
    if issubclass(struct, client_frames.ClientFrame):
        return f"Client{struct.__name__}"
    if issubclass(struct, client_frames.Ask):
        return f"Ask{struct.__name__}"
    if issubclass(struct, server_frames.ServerFrame):
        return f"Server{struct.__name__}"
    if issubclass(struct, bodies.Body):
        return f"{struct.__name__}Body"
    return struct.__name__


def _write_type(module: ModuleType, node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return PRIMITIVES.get(name) or _write_reference(module, name)
        case ast.Constant(value=None):
            return "null"
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return f"{_write_type(module, left)} | {_write_type(module, right)}"
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[inner, *_])):
            return _write_type(module, inner)
        case ast.Subscript(value=ast.Name(id="Literal"), slice=choices):
            values = choices.elts if isinstance(choices, ast.Tuple) else [choices]
            return " | ".join(_quote(ast.literal_eval(value)) for value in values)
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=[inner, _])):
            return _write_array(_write_type(module, inner))
        case ast.Subscript(value=ast.Name(id="list"), slice=inner):
            return _write_array(_write_type(module, inner))
        case ast.Subscript(value=ast.Name(id="dict"), slice=ast.Tuple(elts=[key, value])):
            return f"Record<{_write_type(module, key)}, {_write_type(module, value)}>"
    raise TypeError(f"{module.__name__}: no TypeScript for {ast.unparse(node)}")


def _write_reference(module: ModuleType, name: str) -> str:
    known = getattr(module, name)
    if isinstance(known, type) and issubclass(known, msgspec.Struct):
        return _name_of(known)
    return UNION_NAMES.get(name, name)


def _write_array(element: str) -> str:
    return f"({element})[]" if " | " in element else f"{element}[]"


def _quote(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _write_comment(text: str) -> str:
    lines = inspect.cleandoc(text).replace("*/", "* /").splitlines() if text else []
    if not lines:
        return ""
    if len(lines) == 1:
        return f"/** {lines[0].strip()} */\n"
    return "\n".join(["/**", *(f" * {line}".rstrip() for line in lines), " */"]) + "\n"


if __name__ == "__main__":
    print(generate(), end="")  # noqa: T201 -- printing is what it is run for
