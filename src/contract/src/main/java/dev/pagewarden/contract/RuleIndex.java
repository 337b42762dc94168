package dev.pagewarden.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** Finds the one rule that applies to a member as an instruction names it. */
final class RuleIndex {
  /** What every type has and what says nothing of pages: no wildcard reaches it. */
  private static final Set<String> OF_OBJECT =
      Set.of(
          "<init>",
          "<clinit>",
          "equals",
          "hashCode",
          "toString",
          "getClass",
          "clone",
          "finalize",
          "wait",
          "notify",
          "notifyAll");

  private final Map<String, List<Rule>> byName = new HashMap<>();
  private final List<Rule> wildcards = new ArrayList<>();
  private final Map<String, List<Member>> membersByName = new HashMap<>();
  private final List<Member> wildcardMembers;

  RuleIndex(Collection<Rule> rules) {
    for (Rule rule : rules) {
      if (rule.member().name().equals(Member.ANY)) {
        wildcards.add(rule);
      } else {
        byName.computeIfAbsent(rule.member().name(), n -> new ArrayList<>()).add(rule);
      }
    }
    Comparator<Rule> narrowFirst =
        Comparator.comparing(rule -> rule.member().parameters() == null ? 1 : 0);
    byName.values().forEach(list -> list.sort(narrowFirst));
    wildcardMembers = members(wildcards);
    byName.forEach(
        (name, list) -> {
          List<Member> members = new ArrayList<>(members(list));
          members.addAll(OF_OBJECT.contains(name) ? List.of() : wildcardMembers);
          membersByName.put(name, List.copyOf(members));
        });
  }

  List<Member> members(String name) {
    List<Member> members = membersByName.get(name);
    if (members != null) {
      return members;
    }
    return OF_OBJECT.contains(name) ? List.of() : wildcardMembers;
  }

  /**
   * Returns the rule for a member: the nearest supertype's by name, else the nearest one's that
   * speaks of all members, else the one for any owner. Null if there is none.
   */
  Rule find(Iterable<String> types, String name, BiPredicate<Rule, String> fits, String desc) {
    List<Rule> named = byName.getOrDefault(name, List.of());
    List<Rule> wide = OF_OBJECT.contains(name) ? List.of() : wildcards;
    if (named.isEmpty() && wide.isEmpty()) {
      return null;
    }
    Rule wildcard = null;
    for (String type : types) {
      for (Rule rule : named) {
        if (rule.owner() != null && rule.owner().matches(type) && fits.test(rule, desc)) {
          return rule;
        }
      }
      if (wildcard == null) {
        wildcard = firstOwnedBy(type, wide, fits, desc);
      }
    }
    return wildcard != null ? wildcard : firstOfAnyOwner(named, fits, desc);
  }

  private static Rule firstOwnedBy(
      String type, List<Rule> rules, BiPredicate<Rule, String> fits, String desc) {
    for (Rule rule : rules) {
      if (rule.owner().matches(type) && fits.test(rule, desc)) {
        return rule;
      }
    }
    return null;
  }

  private static Rule firstOfAnyOwner(
      List<Rule> rules, BiPredicate<Rule, String> fits, String desc) {
    for (Rule rule : rules) {
      if (rule.owner() == null && fits.test(rule, desc)) {
        return rule;
      }
    }
    return null;
  }

  private static List<Member> members(List<Rule> rules) {
    return rules.stream().filter(rule -> !rule.neutral()).map(Rule::member).toList();
  }
}
