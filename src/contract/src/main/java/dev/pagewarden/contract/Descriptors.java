package dev.pagewarden.contract;

import java.util.ArrayList;
import java.util.List;

/** Takes descriptors (JVMS 4.3) apart; this module does without ASM. */
final class Descriptors {
  private Descriptors() {}

  static boolean isMethod(String descriptor) {
    return descriptor.startsWith("(");
  }

  /** Returns the parameters' descriptors. */
  static List<String> parameters(String descriptor) {
    List<String> parameters = new ArrayList<>();
    int i = 1;
    while (i < descriptor.length() && descriptor.charAt(i) != ')') {
      int start = i;
      while (descriptor.charAt(i) == '[') {
        i++;
      }
      i = descriptor.charAt(i) == 'L' ? descriptor.indexOf(';', i) + 1 : i + 1;
      parameters.add(descriptor.substring(start, i));
    }
    return parameters;
  }

  /** Returns the descriptor of a method's result or of a field's value. */
  static String value(String descriptor) {
    return descriptor.substring(descriptor.indexOf(')') + 1);
  }

  /** Returns the class's internal name, or null if the type is primitive or an array. */
  static String className(String type) {
    return type.startsWith("L") ? type.substring(1, type.length() - 1) : null;
  }

  static boolean isReference(String type) {
    return type.startsWith("L") || type.startsWith("[");
  }

  /** Returns whether the type is the one that Java notation names ({@code long[]}, {@code C}). */
  static boolean isCalled(String type, String javaName) {
    if (javaName.endsWith("[]")) {
      return type.startsWith("[")
          && isCalled(type.substring(1), javaName.substring(0, javaName.length() - 2).strip());
    }
    String className = className(type);
    return className == null
        ? type.equals(primitive(javaName))
        : new TypeName(javaName).matches(className);
  }

  private static String primitive(String javaName) {
    return switch (javaName) {
      case "boolean" -> "Z";
      case "byte" -> "B";
      case "char" -> "C";
      case "short" -> "S";
      case "int" -> "I";
      case "long" -> "J";
      case "float" -> "F";
      case "double" -> "D";
      default -> null;
    };
  }
}
