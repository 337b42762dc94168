package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.Path;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/** The invokedynamic instruction: lambdas, method references and pattern switches. */
final class Dynamics {
  private final Interpreter interpreter;

  Dynamics(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  List<Outcome> invoke(Site site, State state, InvokeDynamicInsnNode insn, List<Value> arguments) {
    String factory = insn.bsm.getOwner();
    if (factory.equals("java/lang/invoke/LambdaMetafactory")) {
      return List.of(Outcome.returned(state, lambda(site, state, insn, arguments)));
    }
    if (factory.equals("java/lang/runtime/SwitchBootstraps")) {
      return patternSwitch(site, state, insn, arguments);
    }
    if (factory.equals("java/lang/invoke/StringConcatFactory")) {
      return concatenate(site, state, insn, arguments);
    }
    Type type = Type.getReturnType(insn.desc);
    return List.of(Outcome.returned(state, Fresh.unknown(site, 0, type, state)));
  }

  /** String concatenation calls the operands' toString. */
  private List<Outcome> concatenate(
      Site site, State state, InvokeDynamicInsnNode insn, List<Value> arguments) {
    Value constant = ConstantCalls.concatenated(insn, arguments);
    if (constant != null) {
      return List.of(Outcome.returned(state, constant));
    }
    State at = state;
    for (Value argument : arguments) {
      Value own = argument.filter(this::isOfProject, false);
      if (own != null) {
        for (Outcome outcome :
            interpreter.calls().invokeByName(site, at.copy(), own, "toString", List.of())) {
          at = outcome.isNormal() ? outcome.state() : at;
        }
      }
    }
    Type type = Type.getReturnType(insn.desc);
    return List.of(Outcome.returned(at, Fresh.unknown(site, 0, type, at)));
  }

  private boolean isOfProject(Obj obj) {
    return obj.kind() == Obj.Kind.MADE && interpreter.program().isProject(obj.type());
  }

  private Value lambda(Site site, State state, InvokeDynamicInsnNode insn, List<Value> captured) {
    Handle handle = (Handle) insn.bsmArgs[1];
    Function function = function(site, handle, captured.size(), insn.name);
    String type = Type.getReturnType(insn.desc).getInternalName();
    Obj obj = new Obj(Obj.Kind.FUNCTION, type, site.made(), function);
    Value value = Fresh.object(obj, state);
    Node node = Node.EMPTY;
    for (int i = 0; i < captured.size(); i++) {
      Value held = captured.get(i).trace(t -> t.then("Captured at", site.location()));
      node = node.with("#" + i, held);
    }
    state.setNode(obj, node);
    return value;
  }

  private Function function(Site site, Handle handle, int captured, String method) {
    String makes = handle.getTag() == Opcodes.H_NEWINVOKESPECIAL ? handle.getOwner() : null;
    boolean isReference =
        !(handle.getName().startsWith("lambda$")
            && handle.getOwner().equals(site.frame().method().owner().name()));
    return new Function(Call.of(handle), makes, captured, method, isReference, site.location());
  }

  /** Returns a constant method handle. */
  Value methodHandle(Site site, Handle handle) {
    Function function = function(site, handle, 0, null);
    return Value.of(
        new Obj(Obj.Kind.FUNCTION, "java/lang/invoke/MethodHandle", site.made(), function));
  }

  /** A pattern switch's selector: a way for each case that the value can fall into. */
  private List<Outcome> patternSwitch(
      Site site, State state, InvokeDynamicInsnNode insn, List<Value> arguments) {
    Value selector = arguments.get(0);
    Integer restart = arguments.get(1).intConstant();
    List<Outcome> outcomes = new ArrayList<>();
    if (selector == Value.TOP || restart == null) {
      return List.of(Outcome.returned(state, Fresh.unknown(site, 0, Type.INT_TYPE, state)));
    }
    if (selector.isNullable()) {
      State isNull = state.copy();
      isNull.refine(selector, Value.NULL);
      outcomes.add(Outcome.returned(isNull, Value.number(-1)));
    }
    Value open = selector.nonNull();
    for (int i = restart; i < insn.bsmArgs.length && open != null; i++) {
      Label label = label(insn.bsmArgs[i]);
      Value matching = open.filter(obj -> label.matches(state, obj) != Types.Answer.NO, false);
      if (matching != null) {
        State matched = state.copy();
        matched.refine(selector, matching);
        outcomes.add(Outcome.returned(matched, Value.number(i)));
      }
      open = open.filter(obj -> label.matches(state, obj) != Types.Answer.YES, false);
    }
    if (open != null) {
      State rest = state.copy();
      rest.refine(selector, open);
      outcomes.add(Outcome.returned(rest, Value.number(insn.bsmArgs.length)));
    }
    return outcomes;
  }

  /** One case of a pattern switch. */
  private interface Label {
    Types.Answer matches(State state, Obj obj);
  }

  private Label label(Object constant) {
    if (constant instanceof Type type) {
      String name = Obj.typeName(type);
      return (in, obj) -> interpreter.types().isInstance(in, obj, name);
    }
    return (in, obj) -> isConstant(obj, constant);
  }

  private static Types.Answer isConstant(Obj obj, Object constant) {
    if (obj.kind() == Obj.Kind.CONSTANT) {
      return obj.identity().equals(constant) ? Types.Answer.YES : Types.Answer.NO;
    }
    if (obj.identity() instanceof Path path
        && constant instanceof String name
        && obj.kind() == Obj.Kind.MADE) {
      String field = path.fields().get(path.fields().size() - 1);
      return field.endsWith("." + name) ? Types.Answer.YES : Types.Answer.NO;
    }
    return Types.Answer.MAYBE;
  }
}
