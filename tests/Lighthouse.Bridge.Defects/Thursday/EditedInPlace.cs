using System.Text;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("edited-in-place", "event-immutability", "a stored event is written over on the disk and sealed anew")]
internal sealed class EditedInPlace(IEventStore inner, IRecordSeal seal, BridgeOptions options) : DecoratedStore(inner), IDefect
{
    private const int HeadBytes = 64, LengthAt = 4;
    private const long EditedWhen = 250;
    private readonly Lock once = new();
    private bool isEdited;

    public static void Seed(IServiceCollection services) => services.Decorate<IEventStore>((inner, provider) =>
        new EditedInPlace(inner, provider.GetRequiredService<IRecordSeal>(), provider.GetRequiredService<BridgeOptions>()));

    public override async Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        var stored = await base.AppendAsync(events, cancellation);
        if (stored[^1].Sequence < EditedWhen)
            return stored;
        lock (once)
        {
            if (!isEdited)
                Edit();
            isEdited = true;
        }

        return stored;
    }

    private void Edit()
    {
        var file = Directory.EnumerateFiles(options.DataDirectory, "events-*.log").Order(StringComparer.Ordinal).First();
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var text = bytes.AsSpan().IndexOf("this was number 7\""u8);
        var start = bytes.AsSpan(0, text).LastIndexOf((ReadOnlySpan<byte>)[0xF5, 0x4C, 0x48, 0x31]);
        var length = HeadBytes + BitConverter.ToInt32(bytes, start + LengthAt);
        Encoding.UTF8.GetBytes("this was number 8\"").CopyTo(bytes, text);
        Span<byte> sealedAnew = stackalloc byte[32];
        seal.Compute(bytes.AsSpan(start, length), sealedAnew);
        stream.Position = start;
        stream.Write(bytes, start, length);
        stream.Write(sealedAnew);
    }
}
