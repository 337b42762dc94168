package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An IDE passes the classes that were just saved, and the project's directories as aux. */
class IncrementalIT {
  private static final String MAPPER =
      """
      package shop;
      import lib.dma.*;
      public class Mapper {
        static long run(DmaBuf buffer) {
          SgTable table = buffer.mapAttachment(buffer.attach(), DmaDirection.FROM_DEVICE);
          return Reader.read(table);
        }
      }
      """;
  private static final String READER =
      """
      package shop;
      import lib.dma.*;
      final class Reader {
        static long read(SgTable table) {
          return table.firstEntry().page().pageFrameNumber();
        }
      }
      """;

  @TempDir Path work;

  @Test
  void each_class_alone_gets_the_findings_of_the_full_run() throws Exception {
    Path api = ShapedApi.jar(work);
    Path classes = Sources.compile(work.resolve("classes"), List.of(api), MAPPER, READER);
    List<Bug> full = spotBugs(api).analyze(classes).bugs();
    assertEquals(
        List.of("shop.Reader.read(Llib/dma/SgTable;)J:5"), full.stream().map(Bug::where).toList());

    List<Bug> single = new ArrayList<>();
    for (String name : List.of("shop/Mapper.class", "shop/Reader.class")) {
      Report report = spotBugs(api).aux(classes).analyze(classes.resolve(name));
      assertEquals(List.of(), report.errors());
      single.addAll(report.bugs());
    }
    assertEquals(full, single);
  }

  @Test
  void a_page_touched_in_another_module_is_reported_at_the_call_into_it() throws Exception {
    Path api = ShapedApi.jar(work);
    Path reader =
        Sources.compile(
            work.resolve("reader"),
            List.of(api),
            READER
                .replace("final class", "public final class")
                .replace("static long", "public static long"));
    Path mapper = Sources.compile(work.resolve("mapper"), List.of(api, reader), MAPPER);
    List<Bug> bugs = spotBugs(api).aux(reader).analyze(mapper).bugs();
    assertEquals(
        List.of("shop.Mapper.run(Llib/dma/DmaBuf;)J:6"), bugs.stream().map(Bug::where).toList());
    assertEquals("shop/Reader", bugs.get(0).properties().get("pagewarden.site.class"));
  }

  private SpotBugs spotBugs(Path api) {
    return SpotBugs.latest(work).aux(api).with("-visitors", "PageAccessDetector");
  }
}
