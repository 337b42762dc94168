package dev.pagewarden.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewarden.evidence.SourceMap.Place;
import org.junit.jupiter.api.Test;

class SourceMapTest {
  private static final String KOTLIN =
      """
      SMAP
      Camera.kt
      Kotlin
      *S Kotlin
      *F
      + 1 Camera.kt
      app/CameraKt
      + 2 Addresses.kt
      app/AddressesKt
      + 3 _Collections.kt
      kotlin/collections/CollectionsKt___CollectionsKt
      *L
      1#1,50:1
      24#1,3:51
      8#2:54
      231#3,2:55
      *S KotlinDebug
      *F
      + 1 Camera.kt
      app/CameraKt
      *L
      30#1:51,3
      40#1:54
      41#1:55,2
      *E
      """;

  private static final SourceMap MAP = SourceMap.of("app/CameraKt", "Camera.kt", KOTLIN);

  @Test
  void a_line_within_the_file_is_itself() {
    assertEquals(new Place("Camera.kt", 7), MAP.place(7));
  }

  @Test
  void a_line_inlined_from_the_same_file_is_where_it_is_written() {
    assertEquals(new Place("Camera.kt", 24), MAP.place(51));
    assertEquals(new Place("Camera.kt", 26), MAP.place(53));
  }

  @Test
  void a_line_inlined_from_another_file_is_that_of_the_call() {
    assertEquals(new Place("Camera.kt", 40), MAP.place(54));
    assertEquals(new Place("Camera.kt", 41), MAP.place(56));
  }

  @Test
  void a_class_copied_from_a_library_has_the_lines_of_the_file_it_was_copied_into() {
    String copied =
        """
        SMAP
        Delegates.kt
        Kotlin
        *S Kotlin
        *F
        + 1 Delegates.kt
        kotlin/properties/Delegates$observable$1
        + 2 Crtc.kt
        app/Crtc
        *L
        1#1,73:1
        68#2,2:74
        *E
        """;
    SourceMap map = SourceMap.of("app/Crtc$inlined$observable$1", "Delegates.kt", copied);
    assertEquals(new Place("Crtc.kt", 69), map.place(75));
    assertEquals(new Place("Delegates.kt", 34), map.place(34));
  }

  @Test
  void a_class_without_a_map_keeps_its_lines() {
    assertEquals(new Place("A.java", 7), SourceMap.of("app/A", "A.java", null).place(7));
    assertEquals(new Place(null, -1), SourceMap.of("app/A", null, null).place(-1));
  }

  @Test
  void a_map_of_another_kind_of_source_changes_nothing() {
    String page =
        """
        SMAP
        index_jsp.java
        JSP
        *S JSP
        *F
        + 0 index.jsp
        web/index.jsp
        *L
        1,5:60
        *E
        """;
    SourceMap map = SourceMap.of("app/index_jsp", "index_jsp.java", page);
    assertEquals(new Place("index_jsp.java", 61), map.place(61));
  }

  @Test
  void what_is_malformed_is_passed_over() {
    for (String broken :
        new String[] {
          "", "SMAP", "SMAP\nA\nB", KOTLIN.replace("*F", "*X"), KOTLIN.replace('#', '!')
        }) {
      SourceMap map = SourceMap.of("app/CameraKt", "Camera.kt", broken);
      assertEquals(new Place("Camera.kt", 51), map.place(51));
    }
  }
}
