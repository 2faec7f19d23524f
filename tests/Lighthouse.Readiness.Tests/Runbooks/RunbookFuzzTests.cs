using System.Text;
using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

public sealed class RunbookFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Bits =
    [
        "", " ", "\n", "\t", ":", ": ", "- ", "[", "]", "{", "}", ",", "'", "\"", "#", "&a ", "*a", "!!str ", "!", "|", ">", "%", "@", "`", "?", "? ", "~", "---\n", "...\n",
        "null", "0", "-1", "9999999999999999999999", "\\", "\"\\u0000\"", "\"\\UFFFFFFFF\"", "\"\\xZZ\"", "<<: *a\n", "%TAG ! tag:x,2000:\n", "%YAML 9.9\n", "\u0085", "\u2028", "\uFEFF", "😀", "\0", "\r",
    ];

    // The bound only ends a test that hangs; how long a good run takes does not matter.
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(5);

    [Fact]
    public Task Random_changes_of_the_text_end_in_a_runbook_or_in_its_mistakes() => Repeat(600, ChangeText);

    [Fact]
    public Task Random_changes_of_the_bytes_end_in_a_runbook_or_in_its_mistakes() => Repeat(600, ChangeBytes);

    [Fact]
    public Task Random_changes_of_lines_end_in_a_runbook_or_in_its_mistakes() => Repeat(600, ChangeLines);

    [Fact]
    public async Task Large_hostile_files_end_soon()
    {
        string[] hostile =
        [
            new('[', 900_000),
            new('{', 900_000),
            new('"', 900_001),
            new('-', 900_000),
            string.Concat(Enumerable.Repeat("- ", 400_000)),
            string.Concat(Enumerable.Repeat("a: ", 300_000)),
            string.Concat(Enumerable.Repeat("? ", 400_000)),
            "metrics: {" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"metric_{i}: x, ")) + "}",
            "days: [" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{{name: D{i}, gates: [{{id: g, criteria: [x{i} == 1]}}]}}, ")) + "]",
            "planned: [" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{{id: g{i}, day: Monday, title: t}}, ")) + "]",
            ManyCriteria(),
        ];
        foreach (var text in hostile)
            await Task.Run(() => Assert.Throws<RunbookException>(() => RunbookReader.Read(Encoding.UTF8.GetBytes(text), "hostile.yaml")), TestContext.Current.CancellationToken)
                .WaitAsync(Hang, TestContext.Current.CancellationToken);
    }

    private static string ManyCriteria() =>
        "metrics: {" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"m{i}: {{shape: scalar, dimension: count, meaning: m}}, ")) + "}\n"
        + "days: [{gates: [{criteria: [" + string.Concat(Enumerable.Range(0, 15_000).Select(i => $"n{i} == {i}, ")) + "]}]}]\n";

    private Task Repeat(int times, Func<byte[], Random, byte[]> change)
    {
        var random = Seed.Random(output);
        var original = File.ReadAllBytes(Week2.File);
        return Task.Run(() =>
        {
            var refused = 0;
            for (var i = 0; i < times; i++)
                refused += EndsWell(change(original, random), i) ? 0 : 1;
            Assert.True(refused > times / 10, $"only {refused} of {times} changes were mistakes: they prove nothing");
        }).WaitAsync(Hang, TestContext.Current.CancellationToken);
    }

    private static bool EndsWell(byte[] bytes, int round)
    {
        try
        {
            var runbook = RunbookReader.Read(bytes, "fuzz.yaml");
            Assert.All(runbook.Days, day => Assert.NotEmpty(day.Gates));
            Assert.All(runbook.Gates, gate => Assert.NotEmpty(gate.Criteria));
            return true;
        }
        catch (RunbookException exception)
        {
            Assert.NotEmpty(exception.Errors);
            Assert.All(exception.Errors, error => Assert.True(
                error.Code.StartsWith("LH20", StringComparison.Ordinal) && error.Location is { Line: > 0, Column: > 0 } && error.Message.Length is > 0 and < 1_000 && !error.Message.Any(char.IsControl),
                $"seed {Seed.Value}, round {round}: {error}"));
            return false;
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"seed {Seed.Value}, round {round}: {exception.GetType().Name} came out.", exception);
        }
    }

    private static byte[] ChangeText(byte[] original, Random random)
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(original));
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(text.Length);
            text.Remove(at, Math.Min(random.Next(4), text.Length - at)).Insert(at, Bits[random.Next(Bits.Length)]);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] ChangeBytes(byte[] original, Random random)
    {
        var bytes = original.ToArray();
        for (var i = random.Next(1, 6); i > 0; i--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static byte[] ChangeLines(byte[] original, Random random)
    {
        var lines = Encoding.UTF8.GetString(original).Split('\n').ToList();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(lines.Count);
            switch (random.Next(4))
            {
                case 0:
                    lines.RemoveAt(at);
                    break;
                case 1:
                    lines.Insert(random.Next(lines.Count), lines[at]);
                    break;
                case 2:
                    lines[at] = new string(' ', random.Next(12)) + lines[at].TrimStart();
                    break;
                default:
                    (lines[at], var other) = (lines[random.Next(lines.Count)], lines[at]);
                    lines[random.Next(lines.Count)] = other;
                    break;
            }
        }

        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }
}
