package flowkotlin

import dev.pagewarden.dmabuf.DmaDirection
import dev.pagewarden.dmabuf.Scatterlist
import dev.pagewarden.dmabuf.SgTable
import support.Rig

private inline fun <T, R> T.through(step: (T) -> R): R {
    val value = this
    return step(value)
}

private inline fun SgTable.eachEntry(action: (Scatterlist) -> Unit) {
    var entry = firstEntry()
    var left = nents()
    while (left-- > 0) {
        action(entry)
        if (left > 0) entry = entry.next()
    }
}

/** Inlined, the access keeps the line that it is written on. */
private inline fun SgTable.peek(count: (Int) -> Int): Int {
    val pages = pages() // expect: DMABUF_PAGE_ACCESS
    return count(pages.size)
}

/** The same for tables of one's own. */
private inline fun SgTable.peekOurs(count: (Int) -> Int): Int {
    val pages = pages()
    return count(pages.size)
}

private inline fun later(crossinline action: () -> Int): () -> Int = { action() + 0 }

private inline fun both(first: () -> Int, noinline second: () -> Int): Int = first() + call(second)

private fun call(action: () -> Int) = action()

private inline fun <reified T> Any?.only(): T? = this as? T

private inline fun <reified T> pick(vararg values: Any): T {
    for (value in values) {
        if (value is T) return value
    }
    error("none")
}

private inline val SgTable.last: Scatterlist
    get() {
        var entry = firstEntry()
        while (!entry.isLast) entry = entry.next()
        return entry
    }

/** Runs every variant with an imported table. */
fun main() {
    Rig.buffer().use { buffer ->
        val attachment = buffer.attach(Rig.device("inline-functions"))
        val table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        reportsOwnInline(table)
        reportsInlinedLoop(table)
        acceptsInlinedLoopOnDmaSide(table)
        reportsInlinedBody(table)
        reportsBodyInlinedFromElsewhere(table)
        reportsCrossinline(table)
        reportsNoinline(table)
        reportsReified(table)
        reportsNonLocalReturn(table)
        reportsInlineProperty(table)
        reportsNestedInline(table)
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

private fun reportsOwnInline(table: SgTable) {
    val count = table.through { it.pages().size } // expect: DMABUF_PAGE_ACCESS
    Rig.check(count == 4, "four pages")
    Rig.check(Rig.ownTable().through { it.pages().size } == 4, "four pages")
}

private fun reportsInlinedLoop(table: SgTable) {
    var sum = 0L
    table.eachEntry { entry ->
        sum += entry.dmaLength()
        Rig.check(entry.virtualAddress() != 0L, "an address") // expect: DMABUF_PAGE_ACCESS
    }
    Rig.check(sum == Rig.FRAME_BYTES.toLong(), "all bytes")
}

private fun acceptsInlinedLoopOnDmaSide(table: SgTable) {
    var sum = 0L
    table.eachEntry { sum += it.dmaLength() }
    Rig.ownTable().eachEntry { Rig.check(it.page() != null, "ours") }
    Rig.check(sum == Rig.FRAME_BYTES.toLong(), "all bytes")
}

private fun reportsInlinedBody(table: SgTable) {
    Rig.check(table.peek { it + 0 } == 4, "four pages")
    Rig.check(table.peek { it * 2 } == 8, "twice four pages")
    Rig.check(Rig.ownTable().peekOurs { it } == 4, "four pages")
}

private fun reportsBodyInlinedFromElsewhere(table: SgTable) {
    val address = table.firstAddress { it.offset() == 0 } // expect: DMABUF_PAGE_ACCESS
    Rig.check(address != 0L, "an address")
    Rig.check(Rig.ownTable().firstAddress { true } != 0L, "an address")
}

private fun reportsCrossinline(table: SgTable) {
    val count = later { table.pages().size } // expect: DMABUF_PAGE_ACCESS
    Rig.check(count() == 4, "four pages")
}

private fun reportsNoinline(table: SgTable) {
    val sum = both(
        { table.pages().size }, // expect: DMABUF_PAGE_ACCESS
        { table.firstEntry().page().nth(0).hashCode() * 0 }, // expect: DMABUF_PAGE_ACCESS
    )
    Rig.check(sum == 4, "four pages")
}

private fun reportsReified(table: SgTable) {
    val value: Any = table
    Rig.check(value.only<String>() == null, "no string")
    Rig.check(value.only<SgTable>()!!.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    val entry = pick<Scatterlist>("text", table.firstEntry())
    Rig.check(entry.page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsNonLocalReturn(table: SgTable) {
    Rig.check(firstOf(table).page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
}

private fun firstOf(table: SgTable): Scatterlist {
    table.eachEntry { return it }
    error("empty")
}

private fun reportsInlineProperty(table: SgTable) {
    Rig.check(table.last.page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    Rig.check(table.last.dmaLength() > 0, "bytes")
}

private fun reportsNestedInline(table: SgTable) {
    val count = table.through { outer ->
        outer.firstEntry().through { inner ->
            inner.page().through { it.map().remaining() } // expect: DMABUF_PAGE_ACCESS
        }
    }
    Rig.check(count == Rig.PAGE_SIZE, "a page of bytes")
}
