package flowkotlin

import dev.pagewarden.dmabuf.DmaBuf
import dev.pagewarden.dmabuf.DmaBufAttachment
import dev.pagewarden.dmabuf.DmaDirection
import dev.pagewarden.dmabuf.Scatterlist
import dev.pagewarden.dmabuf.SgTable
import java.util.Optional
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicReference
import support.Rig

private typealias Stage = (SgTable) -> SgTable

/** A pipeline that is put together by a builder with receiver. */
private class Pipeline private constructor(private val stages: List<Stage>, private val sink: Sink) {
    fun push(table: SgTable): Int = sink.take(stages.fold(table) { some, stage -> stage(some) })

    class Builder {
        private val stages = mutableListOf<Stage>()

        var sink: Sink = Sink.Counting

        fun stage(stage: Stage) = apply { stages.add(stage) }

        operator fun Stage.unaryPlus() {
            stages += this
        }

        fun build() = Pipeline(stages.toList(), sink)
    }
}

private fun pipeline(block: Pipeline.Builder.() -> Unit) = Pipeline.Builder().apply(block).build()

private interface Sink {
    fun take(table: SgTable): Int

    fun describe() = "takes ${take(Rig.ownTable())}"

    object Counting : Sink {
        override fun take(table: SgTable) = table.nents()
    }

    object Peeking : Sink {
        override fun take(table: SgTable) = table.pages().size // expect: DMABUF_PAGE_ACCESS
    }
}

/** A driver as one would write it. */
private class Camera(private val buffer: DmaBuf) : AutoCloseable {
    private val attachment: DmaBufAttachment = buffer.attach(Rig.device("camera"))
    private var mapping: SgTable? = null
    private val spare by lazy { Rig.ownTable() }
    private val cache = ConcurrentHashMap<String, Scatterlist>()

    val frames get() = cache.size

    private inline fun <R> mapped(block: (SgTable) -> R): R {
        val table = mapping ?: buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE).also { mapping = it }
        return block(table)
    }

    fun address(): Long = mapped { it.firstEntry().dmaAddress() }

    fun checksum(): Int = mapped { table ->
        var sum = 0
        for (entry in table) {
            val bytes = entry.page().map() // expect: DMABUF_PAGE_ACCESS
            sum = sum * 31 + bytes.get(0)
        }
        sum
    }

    fun head() = cache.getOrPut("head") { mapped { it.firstEntry() } }

    fun spareHead() = spare.firstEntry()

    override fun close() {
        mapping?.let { buffer.unmapAttachment(attachment, it, DmaDirection.TO_DEVICE) }
        buffer.detach(attachment)
    }
}

private class Ring<T>(size: Int) : Iterable<T> {
    private val slots = ArrayList<T>(size)

    operator fun plusAssign(value: T) {
        slots.add(value)
    }

    override operator fun iterator(): Iterator<T> = slots.iterator()
}

private class Meter(private val name: String) {
    var touched = 0
        private set

    operator fun invoke(table: SgTable, count: SgTable.() -> Int) {
        touched += table.count()
    }
}

/** Runs every variant with an imported table. */
fun main() {
    Rig.buffer().use { buffer ->
        val attachment = buffer.attach(Rig.device("pipeline"))
        val table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        reportsBuilder(table)
        acceptsBuilder(table)
        reportsDriver(buffer)
        reportsRing(table)
        reportsInvokeWithReceiver(table)
        reportsFutures(table)
        reportsGrouped(table)
        acceptsTablesOfSeveralNames(table)
        reportsMutatedThroughLet(table)
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

private fun reportsBuilder(table: SgTable) {
    val peeking = pipeline {
        sink = Sink.Peeking
        stage { it }
        +{ some: SgTable -> some }
    }
    Rig.check(peeking.push(table) == 4, "four pages")
}

private fun acceptsBuilder(table: SgTable) {
    Rig.check(pipeline { +{ some: SgTable -> some } }.push(table) == 4, "four entries")
    val replacing = pipeline {
        sink = Sink.Counting
        stage { Rig.ownTable() }
    }
    Rig.check(replacing.push(table) == 4, "four entries")
    Rig.check(Sink.Counting.describe().length > 3, "some text")
}

private fun reportsDriver(buffer: DmaBuf) {
    Camera(buffer).use { camera ->
        Rig.check(camera.address() != 0L && camera.checksum() != 0, "bytes")
        Rig.check(camera.head().page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
        Rig.check(camera.spareHead().page() != null && camera.frames == 1, "a page")
    }
}

private fun reportsRing(table: SgTable) {
    val ring = Ring<SgTable>(2)
    ring += table
    for (some in ring) {
        Rig.check(some.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    }
    val entries = ring.map(SgTable::firstEntry).filterNot(Scatterlist::isLast)
    Rig.check(entries.single().page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    val ours = Ring<SgTable>(1).also { it += Rig.ownTable() }
    Rig.check(ours.first().pages().size == 4, "four pages")
}

private fun reportsInvokeWithReceiver(table: SgTable) {
    val meter = Meter("pages")
    meter(table) { pages().size } // expect: DMABUF_PAGE_ACCESS
    meter(table) { nents() }
    meter(Rig.ownTable()) { pages().size }
    Rig.check(meter.touched == 12, "twelve")
}

private fun reportsFutures(table: SgTable) {
    val future = CompletableFuture.supplyAsync { table.firstEntry() }.thenApply { it.next() }
    Rig.check(future.join().page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    val pool = Executors.newSingleThreadExecutor()
    val pages = pool.submit<Int> { table.pages().size } // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages.get() == 4, "four pages")
    pool.shutdown()
    val reference = AtomicReference<SgTable?>()
    reference.set(table)
    Rig.check(reference.get()?.pages()?.size == 4, "four") // expect: DMABUF_PAGE_ACCESS
    Optional.of(table).ifPresent { Rig.check(it.pages().size == 4, "") } // expect: DMABUF_PAGE_ACCESS
}

private fun reportsGrouped(table: SgTable) {
    val groups = table.groupBy { it.isLast }
    val last = groups[true]!!.single()
    Rig.check(last.page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    val steps = table.zipWithNext { a, b -> b.dmaAddress() - a.dmaAddress() }
    Rig.check(steps.size == 3, "three steps")
    val pairs = table.toList().zipWithNext()
    Rig.check(pairs[0].second.page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    val (many, few) = listOf(table, Rig.ownTable(1)).associateBy { it.nents() }.let { it[4] to it[1] }
    Rig.check(many!!.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check(few!!.nents() == 1, "one entry")
}

private fun acceptsTablesOfSeveralNames(table: SgTable) {
    val tables = mapOf("theirs" to table, "ours" to Rig.ownTable())
    Rig.check(tables.getValue("ours").pages().size == 4, "four pages")
    Rig.check(tables.getValue("theirs").nents() == 4, "four entries")
    val (theirs, ours) = listOf(table, Rig.ownTable())
    Rig.check(theirs.nents() == ours.pages().size, "as many")
    val text = buildString {
        append(table.nents())
        append(" of $table")
    }
    Rig.check(text.isNotEmpty(), text)
}

private fun reportsMutatedThroughLet(table: SgTable) {
    var current: SgTable? = null
    table.takeIf { it.nents() > 0 }?.let { current = it } ?: error("empty")
    Rig.check(current?.pages()?.size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    val chosen = listOf(null, current).firstNotNullOf { it }
    Rig.check(chosen.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    listOf(chosen).forEach(::touch)
}

private fun touch(table: SgTable) {
    Rig.check(table.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}
