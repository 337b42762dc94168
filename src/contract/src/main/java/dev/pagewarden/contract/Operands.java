package dev.pagewarden.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Reads descriptors with the contract's eyes: which argument or result can be a subject. */
final class Operands {
  private static final String OBJECT = "Ljava/lang/Object;";

  private Operands() {}

  /** As {@link Contract#operands}; {@code subjectOf} gives a class's subject or null. */
  static List<Integer> of(Member rule, String descriptor, Function<String, Subject> subjectOf) {
    if (rule.operand() == Member.RECEIVER) {
      return List.of(Member.RECEIVER);
    }
    if (!Descriptors.isMethod(descriptor)) {
      return List.of();
    }
    List<String> parameters = Descriptors.parameters(descriptor);
    if (rule.operand() >= 0) {
      return rule.operand() < parameters.size() ? List.of(rule.operand()) : List.of();
    }
    List<Integer> operands = new ArrayList<>();
    if (rule.operand() == Member.ANYWHERE) {
      operands.add(Member.RECEIVER);
    }
    List<Integer> arguments = indexes(parameters, type -> isTyped(rule.takes(), type, subjectOf));
    // A generic method's erased parameters: any of them may be it.
    operands.addAll(arguments.isEmpty() ? indexes(parameters, OBJECT::equals) : arguments);
    return List.copyOf(operands);
  }

  private static List<Integer> indexes(List<String> parameters, Predicate<String> wanted) {
    return IntStream.range(0, parameters.size())
        .filter(i -> wanted.test(parameters.get(i)))
        .boxed()
        .toList();
  }

  /** Returns whether a MAP rule fits the method: it must be able to hand a table out. */
  static boolean canMap(Member rule, String descriptor, Function<String, Subject> subjectOf) {
    if (rule.field()) {
      return true;
    }
    if (rule.callback() != null) {
      List<String> parameters = Descriptors.parameters(descriptor);
      int argument = rule.callback().argument();
      if (argument < parameters.size() && parameters.get(argument).startsWith("L")) {
        return true;
      }
    }
    String value = Descriptors.value(descriptor);
    return rule.result() != null
        && (isTyped(rule.result(), value, subjectOf) || value.equals(OBJECT));
  }

  private static boolean isTyped(
      Carrier carrier, String type, Function<String, Subject> subjectOf) {
    if (carrier == null) {
      return Descriptors.isReference(type);
    }
    return switch (carrier.form()) {
      case ONE -> isSubject(carrier.subject(), type, subjectOf);
      case ARRAY ->
          type.startsWith("[") && isSubject(carrier.subject(), type.substring(1), subjectOf);
      default -> type.startsWith("L") && !type.equals("Ljava/lang/String;");
    };
  }

  private static boolean isSubject(
      Subject subject, String type, Function<String, Subject> subjectOf) {
    String className = Descriptors.className(type);
    return className != null && subjectOf.apply(className) == subject;
  }
}
