using System.Globalization;
using Lighthouse.Bridge.Events;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Tests.Events.PowerLoss;

/// <summary>Appends until the disk is gone, and prints the sequence and the number of each event that was acknowledged.</summary>
internal static class PowerLossWriter
{
    private const int InFlight = 16;

    /// <summary>The length of the text of the event with a number: any other is an event that nobody wrote.</summary>
    public static int TextOf(long number) => (int)(number * 37 % 700);

    // Runs inside the module's initializer, where only code of other modules may run on other threads.
    public static void Run(string directory, long first, bool flush, bool smallSegments)
    {
        var options = new EventStoreOptions { Directory = directory, SegmentBytes = smallSegments ? 200_000 : 100_000_000, RoomBytes = 2 << 20 };
        var store = FileEventStore.Open(options, new HmacRecordSeal(TestStore.Key), TimeProvider.System, flush ? null : new NoStorage());
        var appends = new Task<IReadOnlyList<StoredEvent>>[InFlight];
        try
        {
            for (var number = first; ;)
            {
                for (var i = 0; i < InFlight; i++)
                {
                    var batch = new NewEvent[1 + (i % 3)];
                    for (var e = 0; e < batch.Length; e++, number++)
                        batch[e] = TestStore.Event((int)number, new string('y', TextOf(number)));
                    appends[i] = store.AppendAsync(batch, CancellationToken.None);
                }
                foreach (var append in appends)
                    foreach (var e in append.GetAwaiter().GetResult())
                        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{e.Sequence} {TestStore.Number(e)}"));
                Console.Out.Flush();
            }
        }
        catch (EventStoreException)
        {
            // Its disk is gone. What the same round acknowledged before the failed one was printed or never counts.
            Console.Out.Flush();
        }
    }

    private sealed class NoStorage : IStableStorage
    {
        public void Flush(SafeFileHandle file)
        {
        }

        public void FlushDirectory(string directory)
        {
        }
    }
}
