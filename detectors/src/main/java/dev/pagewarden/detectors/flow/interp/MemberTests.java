package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.objectweb.asm.Type;

/**
 * Questions by which programs choose among reflected members: by name and by annotation. Where it
 * isn't known which of several members is asked, each answer goes with the members that give it; a
 * name remembers whose it can be.
 */
final class MemberTests {
  private static final String NAME_OF = "#nameOf";

  private final Interpreter interpreter;

  MemberTests(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** Returns what members answer; null where it isn't a question that can be answered. */
  List<Outcome> ask(Site site, State state, Call call, List<Value> arguments) {
    Value members = arguments.isEmpty() ? Value.TOP : arguments.get(0);
    boolean areKnown =
        !members.refs().isEmpty()
            && members.refs().keySet().stream().allMatch(m -> m.detail() instanceof Reflected);
    if (!areKnown) {
      return null;
    }
    return switch (call.name()) {
      case "getName" -> name(site, state, members);
      case "isAnnotationPresent" -> {
        String annotation = MemberLookup.classConstant(arguments.get(1));
        yield annotation == null
            ? null
            : answers(state, members, member -> hasAnnotation(member, annotation));
      }
      default -> null;
    };
  }

  private boolean hasAnnotation(Obj member, String annotation) {
    Reflected reflected = (Reflected) member.detail();
    ClassFile file = interpreter.program().classFile(reflected.owner());
    return file != null
        && file.methods().stream()
            .filter(method -> method.name().equals(reflected.name()))
            .filter(method -> method.descriptor().startsWith(reflected.parameters()))
            .anyMatch(method -> method.annotations().contains(annotation));
  }

  private List<Outcome> name(Site site, State state, Value members) {
    if (members.single() != null) {
      return List.of(Outcome.returned(state, Value.of(Obj.constant(nameOf(members.single())))));
    }
    Value name = Fresh.unknown(site, 0, Type.getType(String.class), state).nonNull();
    state.setNode(name.single(), Node.EMPTY.with(NAME_OF, members));
    return List.of(Outcome.returned(state, name));
  }

  private static String nameOf(Obj member) {
    return ((Reflected) member.detail()).name();
  }

  /** Tests the name of one of several members against a constant; null for any other string. */
  List<Outcome> test(State state, Call call, List<Value> arguments) {
    if (call.isStatic() || arguments.size() != 2) {
      return null;
    }
    Value members = membersNamed(state, arguments.get(0));
    String text = constant(arguments.get(1));
    if (members == null && call.name().startsWith("equals")) {
      members = membersNamed(state, arguments.get(1));
      text = constant(arguments.get(0));
    }
    Predicate<String> test = members == null || text == null ? null : test(call.name(), text);
    if (test == null) {
      return null;
    }
    return answers(state, members, member -> test.test(nameOf(member)));
  }

  private static List<Outcome> answers(State state, Value members, Predicate<Obj> test) {
    List<Outcome> outcomes = new ArrayList<>();
    addAnswer(outcomes, state, members, 1, test);
    addAnswer(outcomes, state, members, 0, test.negate());
    return outcomes;
  }

  private static Predicate<String> test(String method, String text) {
    return switch (method) {
      case "equals", "contentEquals" -> text::equals;
      case "equalsIgnoreCase" -> text::equalsIgnoreCase;
      case "startsWith" -> name -> name.startsWith(text);
      case "endsWith" -> name -> name.endsWith(text);
      case "contains" -> name -> name.contains(text);
      case "matches" -> name -> name.matches(text);
      default -> null;
    };
  }

  private static void addAnswer(
      List<Outcome> outcomes, State state, Value members, int answer, Predicate<Obj> test) {
    Value left = members.filter(test, false);
    if (left != null) {
      State branch = state.copy();
      branch.refine(members, left);
      outcomes.add(Outcome.returned(branch, Value.number(answer)));
    }
  }

  private static Value membersNamed(State state, Value name) {
    Obj obj = name.single();
    return obj == null ? null : state.node(obj).fields().get(NAME_OF);
  }

  private static String constant(Value value) {
    Obj obj = value.single();
    return obj == null ? null : obj.text();
  }
}
