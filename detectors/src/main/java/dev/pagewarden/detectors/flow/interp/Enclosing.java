package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds the method of the source in which code stands: for a lambda's body the method around it.
 */
public final class Enclosing {
  private final Program program;
  private final Contract contract;
  private final Map<Method, Method> sources = new HashMap<>();

  /** Creates the lookup. */
  public Enclosing(Program program, Contract contract) {
    this.program = program;
    this.contract = contract;
  }

  /**
   * Returns the method of the source in which a method's code stands; itself but for bodies of
   * lambdas.
   */
  public Method sourceMethod(Method method) {
    return sources.computeIfAbsent(method, this::findSource);
  }

  private Method findSource(Method method) {
    Set<Method> seen = new HashSet<>();
    Method at = method;
    while (at.isNamedAsLambda() && seen.add(at)) {
      Method around = at.owner().userOf(at);
      if (around == null) {
        break;
      }
      at = around;
    }
    return at;
  }

  /** Returns whether the method is a lambda's body. */
  boolean isLambda(Method method) {
    return sourceMethod(method) != method;
  }

  /**
   * Returns whether the method, or a class around it, is annotated as one that works with the
   * exporter's consent.
   */
  boolean hasConsent(Method method) {
    Method source = sourceMethod(method);
    if (source.annotations().stream().anyMatch(contract::isConsentAnnotation)) {
      return true;
    }
    for (String name = method.owner().name(); name != null; name = outer(name)) {
      ClassFile file = program.classFile(name);
      if (file != null && file.annotations().stream().anyMatch(contract::isConsentAnnotation)) {
        return true;
      }
    }
    return false;
  }

  private static String outer(String name) {
    int dollar = name.lastIndexOf('$');
    return dollar > 0 ? name.substring(0, dollar) : null;
  }
}
