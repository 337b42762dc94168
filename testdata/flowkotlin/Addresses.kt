package flowkotlin

import dev.pagewarden.dmabuf.Scatterlist
import dev.pagewarden.dmabuf.SgTable

/** Inlined into other files, which have no line for what stands here: their call's line counts. */
internal inline fun SgTable.firstAddress(test: (Scatterlist) -> Boolean): Long {
    val entry = first { test(it) }
    return entry.virtualAddress()
}
