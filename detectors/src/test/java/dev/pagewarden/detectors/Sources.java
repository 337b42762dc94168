package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles Java source given as text. */
final class Sources {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:\\w+ )*(?:class|interface|enum|record|@interface) (\\w+)");

  private Sources() {}

  /**
   * Compiles some files for Java 17, with line numbers and all debug information.
   *
   * @param output directory for the class files; created if it does not exist
   * @param classPath what they refer to
   * @param sources one text a file, named after its first top-level type
   * @return the output directory
   */
  static Path compile(Path output, List<Path> classPath, String... sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    String path = classPath.stream().map(Path::toString).collect(Collectors.joining(":"));
    List<String> options =
        List.of("--release", "17", "-g", "-d", output.toString(), "-classpath", path);
    boolean ok =
        compiler
            .getTask(
                messages, null, null, options, null, Stream.of(sources).map(Text::new).toList())
            .call();
    assertTrue(ok, messages::toString);
    return output;
  }

  /** Packs a directory into a jar. */
  static Path jar(Path jar, Path directory) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Path entry : filesBelow(directory)) {
        out.putNextEntry(new JarEntry(directory.relativize(entry).toString()));
        Files.copy(entry, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  private static List<Path> filesBelow(Path directory) {
    try (Stream<Path> entries = Files.walk(directory)) {
      return new ArrayList<>(entries.filter(Files::isRegularFile).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String text) {
      super(uri(text), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    private static URI uri(String text) {
      Matcher pack = PACKAGE.matcher(text);
      Matcher type = TYPE.matcher(text);
      assertTrue(type.find(), () -> "no type in: " + text);
      String directory = pack.find() ? pack.group(1).replace('.', '/') + '/' : "";
      return URI.create("text:///" + directory + type.group(1) + ".java");
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
