package dev.pagewarden.detectors.flow.model;

import dev.pagewarden.contract.ContractSource;
import dev.pagewarden.contract.yaml.Mistakes;
import dev.pagewarden.contract.yaml.YamlNode;
import dev.pagewarden.contract.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/** The models of library methods. */
public final class Models {
  /** Where a jar carries models of its own, beside its contract. */
  public static final String RESOURCE = "META-INF/pagewarden/models.yaml";

  /** The system property that names a project's own models files, separated as paths are. */
  public static final String PROPERTY = "pagewarden.models";

  private static final List<String> BUILT_IN = List.of("library-models.yaml", "kotlin-models.yaml");

  /**
   * The built-in models of libraries, by what the names of their types begin with; only a program
   * that uses one pays for reading it.
   */
  static final Map<String, String> LIBRARIES =
      Map.of(
          "com/google/common/", "guava-models.yaml",
          "org/apache/commons/", "commons-models.yaml",
          "com/github/benmanes/caffeine/", "caffeine-models.yaml",
          "io/reactivex/rxjava3/", "rxjava-models.yaml");

  /** In place of a method and a model: the type's methods without a model are followed. */
  private static final String OTHERS = "*";

  private static final String FOLLOW = "follow";

  private static final String EXTENDS = "extends";

  /** Begins, with its space left out, the name of a static field in place of a method's. */
  private static final String STATIC = "static";

  /** {@code [] by iterator/0}: a part, and a method that says what it is. */
  private static final Pattern SOURCE = Pattern.compile("(\\S+) by (\\w+)/(\\d+)");

  private final Map<String, Map<String, Model>> byType = new HashMap<>();
  private final Map<String, List<Source>> sources = new HashMap<>();
  private final Map<String, List<String>> supertypes = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private final Set<String> unread = new HashSet<>(LIBRARIES.keySet());

  /** What a part of a collection is by a method that the collection's author wrote. */
  private record Source(String part, String method, int parameters, Model model) {}

  private Models() {}

  /**
   * What loading gave.
   *
   * @param models the models that could be read
   * @param mistakes what could not, each as {@code file:line:column: what is wrong; how to mend it}
   */
  public record Loaded(Models models, List<String> mistakes) {}

  /** Reads the built-in models and further documents; later ones override method by method. */
  public static Loaded load(List<ContractSource> sources) {
    Models models = new Models();
    Mistakes mistakes = new Mistakes();
    List<ContractSource> all = new ArrayList<>();
    BUILT_IN.forEach(name -> all.add(builtIn(name)));
    all.addAll(sources);
    for (ContractSource source : all) {
      models.read(source, mistakes);
    }
    return new Loaded(models, mistakes.messages());
  }

  private static ContractSource builtIn(String name) {
    try {
      return ContractSource.of(Models.class.getResourceAsStream(name), name);
    } catch (IOException e) {
      throw new UncheckedIOException("the plugin's own " + name + " can't be read", e);
    }
  }

  /** Returns a type's models by method, after reading those of the library that it belongs to. */
  private Map<String, Model> methods(String type) {
    Map<String, Model> known = byType.get(type);
    if (known == null) {
      LIBRARIES.keySet().stream()
          .filter(packages -> type.startsWith(packages) && unread.remove(packages))
          .forEach(packages -> read(builtIn(LIBRARIES.get(packages)), new Mistakes()));
      known = byType.computeIfAbsent(type, key -> new HashMap<>());
    }
    return known;
  }

  private void read(ContractSource source, Mistakes mistakes) {
    YamlReader.read(source.name(), source.text(), mistakes).ifPresent(this::read);
  }

  private void read(YamlNode root) {
    if (root.isText()) {
      root.complain("a models file is a map of types", "write e.g. \"java.util.Optional:\"");
      return;
    }
    root.entries()
        .orElse(Map.of())
        .forEach(
            (type, methods) ->
                methods
                    .entries()
                    .orElse(Map.of())
                    .forEach((method, text) -> readModel(type, method, text)));
  }

  private void readModel(String type, String method, YamlNode text) {
    try {
      String internalName = type.replace('.', '/');
      if (method.equals(EXTENDS)) {
        String kinds = text.text().orElse("").replace('.', '/');
        supertypes.put(internalName, List.of(kinds.split("\\s*,\\s*")));
        return;
      }
      if (method.equals(OTHERS) && text.text().orElse("").equals(FOLLOW)) {
        open.add(internalName);
        return;
      }
      Model model = new Model(type + "." + method, ModelParser.parse(text.text().orElse("")));
      Matcher source = SOURCE.matcher(method);
      if (source.matches()) {
        int parameters = Integer.parseInt(source.group(3));
        sources
            .computeIfAbsent(internalName, key -> new ArrayList<>())
            .add(new Source(source.group(1), source.group(2), parameters, model));
        return;
      }
      for (String each : method.split("\\s*[|]\\s*")) {
        methods(internalName).put(each.replace(" ", ""), model);
      }
    } catch (IllegalArgumentException e) {
      text.complain("in the model of " + method + ", " + e.getMessage(), "see the file's head");
    }
  }

  /**
   * Returns the model of a method, or null.
   *
   * @param types the class and its supertypes, nearest first, in internal form
   * @param name the method's name
   * @param descriptor its descriptor
   */
  public Model find(List<String> types, String name, String descriptor) {
    for (String type : types) {
      Map<String, Model> methods = methods(type);
      Model model = methods.isEmpty() ? null : find(methods, name, descriptor);
      if (model != null) {
        return model;
      }
    }
    return null;
  }

  private static Model find(Map<String, Model> methods, String name, String descriptor) {
    Type[] types = Type.getArgumentTypes(descriptor);
    String simpleTypes =
        Arrays.stream(types)
            .map(type -> type.getClassName().replaceAll(".*[.$]", ""))
            .collect(Collectors.joining(",", "(", ")"));
    for (String key : List.of(name + simpleTypes, name + "/" + types.length, name)) {
      if (methods.containsKey(key)) {
        return methods.get(key);
      }
    }
    return null;
  }

  /**
   * Returns the model of what a static field of a type holds, or null.
   *
   * @param type the type that declares it, in internal form
   */
  public Model staticField(String type, String field) {
    return methods(type).get(STATIC + field);
  }

  /**
   * Returns the model of a part of a collection by a method that the collection's author wrote, or
   * null if he wrote none of those that would say.
   *
   * @param types the class and its supertypes, nearest first, in internal form
   * @param part {@code []} for its elements, or a part's name
   * @param isWritten tells whether the author wrote a method, by name and number of parameters
   */
  public Model source(List<String> types, String part, BiPredicate<String, Integer> isWritten) {
    return types.stream()
        .flatMap(type -> sources.getOrDefault(type, List.of()).stream())
        .filter(source -> source.part().equals(part))
        .filter(source -> isWritten.test(source.method(), source.parameters()))
        .map(Source::model)
        .findFirst()
        .orElse(null);
  }

  /**
   * Returns the supertypes of the types that exist in models only, in internal form: a view, as
   * those of a library come when its models are read.
   */
  public Map<String, List<String>> supertypes() {
    return Collections.unmodifiableMap(supertypes);
  }

  /**
   * Returns whether the models of one of the types are all that is to be known of it, so that its
   * own code must not be looked at.
   */
  public boolean describes(List<String> types) {
    return types.stream().anyMatch(type -> !methods(type).isEmpty() && !open.contains(type));
  }
}
