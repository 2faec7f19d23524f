using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Evidence;

/// <summary>Whatever happens to the bytes of a log, it is noticed without knowing its head, and no gate passes on it.</summary>
public sealed class TamperingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _original;

    public TamperingTests()
    {
        Specimen.Write(Log, Specimen.PassingDay);
        _original = File.ReadAllBytes(Log);
    }

    private string Log => _folder.File("monday.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_untouched_log_passes() => Assert.Equal(Verdict.Passed, Judged(EvidenceReader.Read(Log, Specimen.Identity)).Verdict);

    [Fact]
    public void A_change_of_any_single_byte_is_found()
    {
        var random = new Random(417);
        for (var place = 0; place < _original.Length; place++)
        {
            byte[] bytes = [.. _original];
            bytes[place] ^= (byte)random.Next(1, 256);
            RequireFound(bytes, $"byte {place}");
        }
    }

    [Fact]
    public void The_loss_doubling_or_exchange_of_any_line_is_found()
    {
        string[] lines = [.. File.ReadAllLines(Log).Select(line => line + "\n")];
        for (var line = 0; line < lines.Length; line++)
        {
            RequireFound([.. lines.Where((_, index) => index != line)], $"loss of line {line + 1}");
            RequireFound([.. lines[..line], lines[line], .. lines[line..]], $"doubling of line {line + 1}");
            for (var other = line + 1; other < lines.Length; other++)
            {
                string[] exchanged = [.. lines];
                (exchanged[line], exchanged[other]) = (exchanged[other], exchanged[line]);
                RequireFound(exchanged, $"exchange of lines {line + 1} and {other + 1}");
            }
        }
    }

    [Fact]
    public void A_cut_anywhere_is_found()
    {
        for (var length = 0; length < _original.Length; length += 3)
            RequireFound(_original[..length], $"cut to {length}");
    }

    [Fact]
    public void Whatever_is_done_at_random_is_found_and_never_throws()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            List<byte> bytes = [.. _original];
            for (var more = random.Next(1, 4); more > 0; more--)
                Mutate(bytes, random);
            if (!bytes.SequenceEqual(_original))
                RequireFound([.. bytes], $"seed {seed}");
        }
    }

    [Fact]
    public void Random_bytes_never_throw_and_are_never_believed()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(1, 2000)];
            random.NextBytes(bytes);
            RequireFound(bytes, $"seed {seed}");
        }
    }

    private static void Mutate(List<byte> bytes, Random random)
    {
        var place = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, random.Next(2, 400)), bytes.Count - place);
        switch (random.Next(6))
        {
            case 0:
                bytes[place] = (byte)random.Next(256);
                break;
            case 1:
                bytes.RemoveRange(place, Math.Min(length, bytes.Count - 1));
                break;
            case 2:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(place, length));
                break;
            case 3:
                bytes.Insert(place, random.GetItems("\n\r\0{}[]\",:0 "u8, 1)[0]);
                break;
            case 4:
                bytes.Reverse(place, length);
                break;
            default:
                bytes.AddRange(bytes.GetRange(place, length));
                break;
        }
    }

    private void RequireFound(IEnumerable<string> lines, string what)
    {
        var reading = RequireFound(System.Text.Encoding.UTF8.GetBytes(string.Concat(lines)), what);
        Assert.All(Judged(reading).Gates, gate => Assert.True(gate.Verdict != Verdict.Passed, $"{what}: {gate.Gate.Id} passed"));
    }

    private EvidenceReading RequireFound(byte[] bytes, string what)
    {
        // A new file, because a file system may wait for the disk when an old one is emptied and written again.
        File.Delete(Log);
        File.WriteAllBytes(Log, bytes);
        var reading = EvidenceReader.Read(Log, Specimen.Identity);
        Assert.False(reading.IsIntact, $"{what} was not found");
        return reading;
    }

    private static DayVerdict Judged(EvidenceReading reading) => Judge.Day(Specimen.Week, Specimen.Monday, Profile.Quick, reading);
}
