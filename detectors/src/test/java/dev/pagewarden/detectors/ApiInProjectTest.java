package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewarden.detectors.flow.DirectorySource;
import dev.pagewarden.detectors.flow.FlowAnalysis;
import dev.pagewarden.detectors.flow.FlowResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects that contain the API itself. */
class ApiInProjectTest {
  private static final String IMPORTER =
      """
      package app;
      import lib.dma.*;
      public final class Importer {
        static int pages(DmaBuf buffer) {
          SgTable table = buffer.mapAttachment(buffer.attach(), DmaDirection.TO_DEVICE);
          return table.pages().length;
        }
      }
      """;

  @TempDir Path work;

  @Test
  void finds_importers_beside_the_api() throws IOException {
    assertEquals(List.of("app/Importer.pages:6"), found(analyze(List.of(), IMPORTER)));
  }

  @Test
  void finds_the_same_where_the_api_is_what_findings_are_reported_for() throws IOException {
    List<String> api =
        List.of(
            "lib/dma/DmaBuf",
            "lib/dma/DmaBufAttachment",
            "lib/dma/DmaDirection",
            "lib/dma/Page",
            "lib/dma/Scatterlist",
            "lib/dma/SgTable");
    assertEquals(List.of("app/Importer.pages:6"), found(analyze(api, IMPORTER)));
  }

  @Test
  void finds_what_the_api_s_package_touches_for_an_importer() throws IOException {
    assertEquals(
        List.of("lib/dma/Dump.count:4"),
        found(
            analyze(
                List.of("lib/dma/Dump"),
                """
                package lib.dma;
                public final class Dump {
                  public static int count(SgTable table) {
                    return table.pages().length;
                  }
                }
                """,
                """
                package app;
                import lib.dma.*;
                public final class Dumper {
                  static int dump(DmaBuf buffer) {
                    return Dump.count(
                        buffer.mapAttachment(buffer.attach(), DmaDirection.TO_DEVICE));
                  }
                }
                """)));
  }

  @Test
  void finds_importers_in_the_api_s_own_package() throws IOException {
    assertEquals(
        List.of("lib/dma/Kept.touch:5"),
        found(
            analyze(
                List.of("lib/dma/Kept"),
                """
                package lib.dma;
                public final class Kept {
                  private SgTable table;
                  public int touch() {
                    return table.pages().length;
                  }
                  public void keep(SgTable mapped) {
                    table = mapped;
                  }
                }
                """,
                """
                package lib.dma;
                public final class Keeper {
                  private final Kept kept = new Kept();
                  public void open(DmaBuf buffer) {
                    kept.keep(buffer.mapAttachment(buffer.attach(), DmaDirection.TO_DEVICE));
                  }
                }
                """)));
  }

  @Test
  void finds_what_the_api_s_package_maps_under_another_name() throws IOException {
    assertEquals(
        List.of("app/User.pages:5"),
        found(
            analyze(
                List.of(),
                """
                package lib.dma;
                public final class Mappings {
                  public static SgTable open(DmaBuf buffer) {
                    return buffer.mapAttachment(buffer.attach(), DmaDirection.TO_DEVICE);
                  }
                }
                """,
                """
                package app;
                import lib.dma.*;
                public final class User {
                  static int pages(DmaBuf buffer) {
                    return Mappings.open(buffer).pages().length;
                  }
                }
                """)));
  }

  /** Analyses sources and the API as one project: those below app, and the classes named. */
  private FlowResult analyze(List<String> application, String... sources) throws IOException {
    ShapedApi.jar(work);
    Path classes = work.resolve("api");
    Sources.compile(classes, List.of(classes), sources);
    List<String> reported = new ArrayList<>(application);
    List<String> companions = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes)) {
      files
          .map(file -> classes.relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.endsWith(".class"))
          .map(file -> file.substring(0, file.length() - ".class".length()))
          .forEach(name -> (name.startsWith("app/") ? reported : companions).add(name));
    }
    companions.removeAll(reported);
    return new FlowAnalysis(new DirectorySource(classes)).analyze(reported, companions);
  }

  private static List<String> found(FlowResult result) {
    assertEquals(List.of(), result.gaps());
    return result.findings().stream()
        .map(finding -> finding.at().site())
        .map(site -> site.className() + "." + site.methodName() + ":" + site.line())
        .toList();
  }
}
