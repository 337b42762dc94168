package dev.pagewarden.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The vocabulary that detectors and agent share: which types are tables, entries and pages, and
 * what their members do. Immutable and safe for many threads.
 *
 * <p>The grammar of the documents it is read from stands at the head of the built-in one ({@code
 * built-in.yaml} beside this class); where documents are found, in {@link ContractSource}.
 */
public final class Contract {
  private static final String BUILT_IN = "built-in.yaml";
  private static final String BUILT_IN_MAP_NAMES = "built-in-map-names.txt";
  private static final String BUILT_IN_TABLE_NAMES = "built-in-table-names.txt";

  private final RuleIndex rules;
  private final TypeIndex<Subject> subjects;
  private final TypeIndex<Boolean> apiTypes;
  private final TypeIndex<Exporter> exporterTypes;
  private final TypeIndex<BufferType> bufferTypes;
  private final TypeIndex<Boolean> consentAnnotations;
  private final Map<Subject, Subject> elements;
  private final List<Member> allMembers;
  private final List<Exporter> exporters;
  private final List<Scramble> scrambles;
  private final Set<String> mapNames;
  private final List<TypeName> pagesInFull;
  private final Set<String> tableNames;
  private final Vocabulary vocabulary;

  Contract(ContractParts parts) {
    rules = new RuleIndex(parts.rules.values());
    subjects = new TypeIndex<>(parts.subjects);
    apiTypes = new TypeIndex<>(parts.apiTypes());
    exporterTypes = new TypeIndex<>(parts.exporters);
    bufferTypes = new TypeIndex<>(parts.buffers);
    consentAnnotations = new TypeIndex<>(parts.consentAnnotations);
    elements = Map.copyOf(parts.elements);
    exporters = List.copyOf(parts.exporters.values());
    scrambles = List.copyOf(parts.scrambles.values());
    allMembers =
        parts.rules.values().stream().filter(rule -> !rule.neutral()).map(Rule::member).toList();
    Set<String> names = new LinkedHashSet<>();
    allMembers.stream().filter(m -> m.role() == Role.MAP).forEach(m -> names.add(m.name()));
    mapNames = Set.copyOf(names);
    Set<String> tables = new LinkedHashSet<>();
    parts.subjects.forEach(
        (type, subject) -> {
          if (subject == Subject.TABLE || subject == Subject.ENTRY) {
            tables.add(TypeName.simple(type));
          }
        });
    tableNames = Set.copyOf(tables);
    pagesInFull =
        parts.subjects.entrySet().stream()
            .filter(each -> each.getValue() == Subject.PAGE && each.getKey().contains("."))
            .map(each -> new TypeName(each.getKey()))
            .toList();
    vocabulary =
        new Vocabulary(mapNames, parts.subjects.keySet().stream().map(TypeName::simple).toList());
  }

  /**
   * What loading gave.
   *
   * @param contract the contract, or null if there are mistakes
   * @param mistakes each as {@code file:line:column: what is wrong; how to mend it}
   */
  public record Loaded(Contract contract, List<String> mistakes) {
    /**
     * Returns the contract.
     *
     * @throws ContractException if there are mistakes; it carries them all
     */
    public Contract orThrow() {
      if (contract == null) {
        throw new ContractException(mistakes);
      }
      return contract;
    }
  }

  /** Returns the contract of {@code pagewarden-dmabuf} and of any API of its shape. */
  public static Contract builtIn() {
    return load(List.of()).orThrow();
  }

  /**
   * Returns {@link #mapNames()} of the built-in contract without reading it: most programs name
   * none of them, and need not wait for more.
   */
  public static Set<String> builtInMapNames() {
    return builtInNames(BUILT_IN_MAP_NAMES);
  }

  /** Returns {@link #tableNames()} of the built-in contract, likewise. */
  public static Set<String> builtInTableNames() {
    return builtInNames(BUILT_IN_TABLE_NAMES);
  }

  private static Set<String> builtInNames(String resource) {
    try (InputStream in = Contract.class.getResourceAsStream(resource)) {
      return Set.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\R"));
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " is missing from this jar", e);
    }
  }

  /**
   * Reads the built-in contract and further documents.
   *
   * @param sources later ones add to earlier ones and override them rule by rule
   */
  public static Loaded load(List<ContractSource> sources) {
    List<ContractSource> all = new ArrayList<>();
    all.add(builtInSource());
    all.addAll(sources);
    return loadOnly(all);
  }

  /** Reads documents without the built-in one. */
  public static Loaded loadOnly(List<ContractSource> sources) {
    ContractParts parts = new ContractParts();
    for (ContractSource source : sources) {
      new ContractReader(source, parts).read();
    }
    return parts.mistakes.isEmpty()
        ? new Loaded(new Contract(parts), List.of())
        : new Loaded(null, parts.mistakes.messages());
  }

  /** Returns the built-in document. */
  public static ContractSource builtInSource() {
    try (InputStream in = Contract.class.getResourceAsStream(BUILT_IN)) {
      return ContractSource.of(in, BUILT_IN);
    } catch (IOException e) {
      throw new UncheckedIOException("the built-in contract is missing from this jar", e);
    }
  }

  /** Returns all rules, in the order in which the documents name them. */
  public List<Member> members() {
    return allMembers;
  }

  /**
   * Returns the rules that may apply to a member of this name, among them those that speak of all
   * members of a type. One lookup; empty for nearly every name.
   */
  public List<Member> members(String name) {
    return rules.members(name);
  }

  /**
   * Returns the rule that applies to a member as an instruction names it; overridden and inherited
   * members count. The nearest type's rule wins over its supertypes', a name over {@code *}. For a
   * MAP rule the method must also return something that can be a table, or take the callback that
   * receives it. Whether the operand holds an imported value is the caller's question.
   *
   * @param owner internal name of the owner in the instruction
   * @param name the member's name
   * @param descriptor a method or field descriptor
   * @param hierarchy supertypes; null to look at the owner alone
   */
  public Optional<Member> find(String owner, String name, String descriptor, Hierarchy hierarchy) {
    if (rules.members(name).isEmpty() || owner.startsWith("[")) {
      return Optional.empty();
    }
    Iterable<String> types = supertypes(owner, hierarchy);
    Rule rule = rules.find(types, name, (r, d) -> fits(r, d, hierarchy), descriptor);
    return rule == null || rule.neutral() ? Optional.empty() : Optional.of(rule.member());
  }

  /** Returns whether the rule is the one that {@link #find} returns for the member. */
  public boolean matches(
      Member rule, String owner, String name, String descriptor, Hierarchy hierarchy) {
    return find(owner, name, descriptor, hierarchy).filter(rule::equals).isPresent();
  }

  /**
   * Returns where the operand of a rule stands in a call.
   *
   * @param descriptor the descriptor in the instruction
   * @return {@link Member#RECEIVER} and argument indexes, of which any may hold the operand; a
   *     static call has no receiver. Empty if no argument can be it
   */
  public List<Integer> operands(Member rule, String descriptor, Hierarchy hierarchy) {
    return Operands.of(rule, descriptor, type -> subjectOf(type, hierarchy).orElse(null));
  }

  /**
   * Returns whether a MAP rule's result is a table only where it is used as one, because the
   * descriptor says {@code Object} (a generic method, or a bridge).
   */
  public boolean resultNeedsCast(Member rule, String descriptor) {
    return rule.result() != null
        && Descriptors.value(descriptor).endsWith("Ljava/lang/Object;")
        && rule.result().form() == Form.ONE;
  }

  /** Returns what values of a type are, by its own name. */
  public Optional<Subject> subjectOf(String internalName) {
    return Optional.ofNullable(subjects.get(internalName));
  }

  /** Returns what values of a type are, by its own name or a supertype's. */
  public Optional<Subject> subjectOf(String internalName, Hierarchy hierarchy) {
    for (String type : supertypes(internalName, hierarchy)) {
      Subject subject = subjects.get(type);
      if (subject != null) {
        return Optional.of(subject);
      }
    }
    return Optional.empty();
  }

  /** Returns what a subject yields when it is used as an {@code Iterable}: a table, entries. */
  public Optional<Subject> elementsOf(Subject subject) {
    return Optional.ofNullable(elements.get(subject));
  }

  /** Returns whether the type is an interface whose implementers own pages. */
  public boolean isExporter(String internalName) {
    return exporterTypes.get(internalName) != null;
  }

  /** Returns the exporter interfaces. */
  public List<Exporter> exporters() {
    return exporters;
  }

  /** Returns the exporter interface of this name, if it is one. */
  public Optional<Exporter> exporter(String internalName) {
    return Optional.ofNullable(exporterTypes.get(internalName));
  }

  /** Returns how to ask a buffer of this type who it is, if it is a buffer type. */
  public Optional<BufferType> buffer(String internalName) {
    return Optional.ofNullable(bufferTypes.get(internalName));
  }

  /**
   * Returns whether the type is part of a dma-buf API itself, so that its methods are never
   * importers. Methods that the contract names ({@link #find}) are not importers either, whatever
   * their type: those who call them are.
   */
  public boolean isApiType(String internalName) {
    return apiTypes.get(internalName) != null;
  }

  /** Returns whether the annotation states that an importer may touch pages by agreement. */
  public boolean isConsentAnnotation(String internalName) {
    return consentAnnotations.get(internalName) != null;
  }

  /** Returns the names of the members that map. */
  public Set<String> mapNames() {
    return mapNames;
  }

  /** Returns the simple names of the types of tables and their entries. */
  public Set<String> tableNames() {
    return tableNames;
  }

  /**
   * Returns whether a type is a page for its simple name alone, which is a common one: a database
   * has pages, too. It is one of dma-buf's if a table or entry is in its package.
   */
  public boolean isPageByNameAlone(String internalName) {
    return subjects.get(internalName) == Subject.PAGE
        && pagesInFull.stream().noneMatch(page -> page.matches(internalName));
  }

  /** Returns the test that tells cheaply whether a class can have to do with a mapping. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Returns whether any of a constant pool's texts mentions something of the contract. */
  public boolean mentionedIn(Iterable<String> constantPoolTexts) {
    for (String text : constantPoolTexts) {
      if (vocabulary.mentions(text) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns how tables are scrambled in place, one entry a table type. */
  public List<Scramble> scrambles() {
    return scrambles;
  }

  private boolean fits(Rule rule, String descriptor, Hierarchy hierarchy) {
    if (!rule.fitsShape(descriptor)) {
      return false;
    }
    return rule.neutral()
        || rule.member().role() != Role.MAP
        || Operands.canMap(
            rule.member(), descriptor, type -> subjectOf(type, hierarchy).orElse(null));
  }

  private static Iterable<String> supertypes(String internalName, Hierarchy hierarchy) {
    return hierarchy == null ? List.of(internalName) : hierarchy.supertypes(internalName);
  }
}
