"""The stubs have the names that there are on Windows."""

import ast
import importlib
import sys
import unittest
from pathlib import Path

import ostler

FOLDER = Path(ostler.__file__).parent


def holds(test):
    """Whether a condition about the system or the version holds; nothing for any other."""
    text = ast.unparse(test)
    return eval(text, {"sys": sys}) if text.startswith(("sys.platform ", "sys.version_info ")) else None


def statements(body):
    """Those that count here."""
    for statement in body:
        if isinstance(statement, ast.If) and holds(statement.test) is not None:
            yield from statements(statement.body if holds(statement.test) else statement.orelse)
        else:
            yield statement


def declared(body):
    """What is declared, and what is said to be exported."""
    names, exported = set(), []
    for statement in statements(body):
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            names.add(statement.name)
        elif isinstance(statement, ast.AnnAssign):
            names.add(statement.target.id)
        elif isinstance(statement, (ast.Assign, ast.AugAssign)):
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
            if target.id == "__all__":
                exported += ast.literal_eval(statement.value)
            else:
                names.add(target.id)
        elif isinstance(statement, ast.ImportFrom) and statement.level:
            names.update(alias.asname or alias.name for alias in statement.names)
    return names, exported


class Stubs(unittest.TestCase):
    def stub(self, name):
        return ast.parse((FOLDER / f"{name}.pyi").read_text(encoding="utf-8"))

    def test_exported(self):
        for name in ("os", "process"):
            module = importlib.import_module(f"ostler.{name}")
            names, exported = declared(self.stub(name).body)
            self.assertEqual(sorted(exported), sorted(module.__all__), name)
            self.assertLessEqual(set(exported) - names, {"PathLike", "path"}, name)
            for declaration in names:
                is_type = declaration[0] == "_" and declaration[1].isupper() or declaration == "_Stream"
                self.assertTrue(is_type or hasattr(module, declaration), (name, declaration))

    def test_flat(self):
        from ostler import nt

        names, _ = declared(self.stub("nt").body)
        self.assertEqual({name for name in names if not hasattr(nt, name)}, {"_Arguments", "_Variables"})
        private = {name for name in vars(nt) if name[0] == "_" and name[1] != "_"}
        self.assertEqual(private - names, {"_host", "_native"})

    def test_members(self):
        from ostler import process

        for node in statements(self.stub("process").body):
            if not isinstance(node, ast.ClassDef) or node.name.startswith("_"):
                continue
            kind = getattr(process, node.name)
            members, _ = declared(node.body)
            if issubclass(kind, tuple):
                fields = [field.target.id for field in node.body]
                self.assertEqual(list(kind._fields), fields, node.name)
            elif node.name in ("Process", "Stop", "Report", "Query"):
                there = {name for name in vars(kind) if name[0] != "_"}
                self.assertEqual({name for name in members if name[0] != "_"} - {"info"}, there, node.name)


if __name__ == "__main__":
    unittest.main()
