package dev.pagewarden.agent;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds the methods of a class that pass pages by agreement, lambdas in them included. */
final class Consents {
  private Consents() {}

  /** Returns names and descriptors of the consenting methods. */
  static Set<String> of(Terms terms, ClassSurvey survey) {
    Map<String, MethodSurvey> bySignature = new HashMap<>();
    ArrayDeque<MethodSurvey> open = new ArrayDeque<>();
    boolean whole = survey.consenting() || isAroundConsenting(terms, survey);
    for (MethodSurvey method : survey.methods()) {
      bySignature.put(method.signature(), method);
      if (whole || method.consenting()) {
        open.add(method);
      }
    }
    Set<String> consenting = new HashSet<>();
    while (!open.isEmpty()) {
      MethodSurvey method = open.poll();
      if (consenting.add(method.signature())) {
        for (String lambda : method.lambdas()) {
          MethodSurvey body = bySignature.get(lambda);
          if (body != null && body.name().startsWith("lambda$")) {
            open.add(body);
          }
        }
      }
    }
    return consenting;
  }

  private static boolean isAroundConsenting(Terms terms, ClassSurvey survey) {
    String enclosing = survey.enclosingMethod();
    for (String outer = Terms.outer(survey.name()); outer != null; outer = Terms.outer(outer)) {
      byte[] classFile = ClassFiles.read(terms.loader(), outer);
      if (classFile != null) {
        ClassSurvey around = Surveyor.survey(terms, classFile);
        if (around.consenting()
            || enclosing != null && Consents.of(terms, around).contains(enclosing)) {
          return true;
        }
        enclosing = around.enclosingMethod();
      }
    }
    return false;
  }
}
