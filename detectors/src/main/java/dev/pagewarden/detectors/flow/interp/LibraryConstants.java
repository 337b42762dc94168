package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.model.Model;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.Path;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.FieldInsnNode;

/**
 * What static fields of classes hold whose initialisers are not run: the constants of enums, and
 * what models say. Each is one object, the same wherever the field is read.
 */
final class LibraryConstants {
  private static final String ORDINAL = "#ordinal";
  private static final String NAME = "#name";

  private final LibraryCalls library;
  private final Interpreter interpreter;
  private final Map<String, Constant> known = new HashMap<>();

  /** An object and what it holds. */
  private record Constant(Obj obj, Node node) {}

  LibraryConstants(LibraryCalls library) {
    this.library = library;
    this.interpreter = library.interpreter();
  }

  /** Returns what a static field holds; null if that is not known, or known from the code. */
  Value read(Site site, String declaring, FieldInsnNode insn, State state) {
    if (interpreter.runsInitialiserOf(declaring)) {
      return null;
    }
    String field = declaring + "." + insn.name;
    if (!known.containsKey(field)) {
      known.put(field, find(site, declaring, insn, state));
    }
    Constant constant = known.get(field);
    if (constant == null) {
      return null;
    }
    if (!state.has(constant.obj())) {
      state.setNode(constant.obj(), constant.node());
    }
    return Value.of(constant.obj());
  }

  private Constant find(Site site, String declaring, FieldInsnNode insn, State state) {
    Path path = Path.of(declaring + "." + insn.name);
    Model model = library.models().staticField(declaring, insn.name);
    if (model != null) {
      return modelled(site, model, path, insn, state.copy());
    }
    ClassFile file = interpreter.program().classFile(declaring);
    int ordinal = file == null ? -1 : file.ordinalOf(insn.name);
    if (ordinal < 0) {
      return null;
    }
    Obj.Kind kind = file.isFinal() ? Obj.Kind.MADE : Obj.Kind.UNKNOWN;
    Node node =
        Node.EMPTY
            .with(ORDINAL, Value.number(ordinal))
            .with(NAME, Value.of(Obj.constant(insn.name)));
    return new Constant(new Obj(kind, declaring, path, null), node);
  }

  private Constant modelled(Site site, Model model, Path path, FieldInsnNode insn, State state) {
    Call call = new Call(Call.Kind.STATIC, insn.owner, insn.name, "()" + insn.desc);
    for (Outcome outcome : library.run(site, state, model, call, List.of())) {
      Obj made = outcome.isNormal() ? outcome.result().single() : null;
      if (made != null && made.kind() == Obj.Kind.MADE) {
        Obj obj = new Obj(Obj.Kind.MADE, made.type(), path, null);
        return new Constant(obj, outcome.state().node(made));
      }
    }
    return null;
  }
}
