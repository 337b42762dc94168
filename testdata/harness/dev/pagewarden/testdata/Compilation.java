package dev.pagewarden.testdata;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/**
 * The cases written in Java as another compiler makes them, or javac for another release: what a
 * line does is the same, the code that does it is not.
 *
 * @param compiler {@code javac} or {@code ecj}
 * @param release the release of Java that is compiled for
 * @param debug {@code -g}, or {@code -g:none} for classes that know neither lines nor names
 */
record Compilation(String compiler, int release, String debug) {
  /** Eclipse's compiler as it compiles for every JDK that the build runs on. */
  static final Compilation ECJ = new Compilation("ecj", 17, "-g");

  /** The build's own compiler, told to leave out what the code does not need. */
  static final Compilation BARE = new Compilation("javac", 17, "-g:none");

  /** The compilations with line numbers that this JDK can do beside the one of the build. */
  static Stream<Compilation> withLines() {
    return Stream.of(
            ECJ,
            new Compilation("javac", 21, "-g"),
            new Compilation("javac", 25, "-g"),
            new Compilation("ecj", 25, "-g"))
        .filter(compilation -> compilation.release <= Runtime.version().feature());
  }

  /** The cases that can be compiled so. */
  List<CaseFile> cases() {
    return Cases.all().stream()
        .filter(subject -> !subject.isKotlin() && Cases.isFor(subject.family(), release))
        .toList();
  }

  /** A place for what is made of the classes. */
  Path directory() {
    return Setting.output().resolve("harness").resolve(compiler + release + debug);
  }

  /**
   * Compiles the cases against the build's classes of the rig and the library.
   *
   * @return where the classes are
   * @throws AssertionError if the compiler refuses a case, with what it says
   */
  Path compile() throws IOException {
    Path classes = directory().resolve("classes");
    clear(classes);
    JavaCompiler tool =
        compiler.equals("ecj") ? new EclipseCompiler() : ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = tool.getStandardFileManager(null, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath());
      boolean done =
          tool.getTask(
                  said, files, null, options(), null, files.getJavaFileObjectsFromPaths(sources()))
              .call();
      if (!done) {
        throw new AssertionError(this + " failed:\n" + said);
      }
    }
    return classes;
  }

  private List<Path> sources() {
    return cases().stream()
        .map(subject -> Setting.sources().resolve(subject.sourcePath()))
        .toList();
  }

  private static List<Path> classPath() {
    List<Path> classPath = new ArrayList<>(Setting.libraries());
    classPath.add(Setting.classes());
    return classPath;
  }

  private List<String> options() {
    // Without line numbers javac makes one method of lambdas whose bodies are alike.
    List<String> own =
        compiler.equals("ecj")
            ? List.of("-nowarn")
            : List.of("-Xlint:none", "-XDdeduplicateLambdas=false");
    List<String> options = new ArrayList<>(own);
    options.addAll(List.of("--release", String.valueOf(release), debug, "-proc:none"));
    return options;
  }

  private static void clear(Path classes) throws IOException {
    Files.createDirectories(classes);
    try (Stream<Path> old = Files.walk(classes)) {
      for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    Files.createDirectories(classes);
  }
}
