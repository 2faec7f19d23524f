using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Lighthouse.Readiness.Environments;

/// <summary>What machines must have in common for their figures to be compared. Two machines of one class are alike, not the same.</summary>
/// <param name="Processor">Model of the processor as the system names it; <c>unknown processor</c> when it does not.</param>
/// <param name="Cores">How many processors this process may use.</param>
/// <param name="Memory">The power of two, in GiB, that holds the memory this process may use: <c>32 GB</c> for 25 GB.</param>
/// <param name="System">Operating system with the two first parts of its version, and the architecture.</param>
public sealed partial record MachineClass(string Processor, int Cores, string Memory, string System)
{
    private const string UnknownProcessor = "unknown processor";
    private const int LongestProcessor = 80;

    /// <summary>A name for files: lower-case letters, digits and dashes, the same for the same class.</summary>
    public string Id => NoWord().Replace($"{Processor}-{Cores}-cores-{Memory}-{System}".ToLowerInvariant(), "-").Trim('-');

    /// <summary>The class of the machine that this process runs on.</summary>
    public static MachineClass Read() => new(
        ProcessorOf(ReadProcessorFile(), Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")),
        Environment.ProcessorCount,
        MemoryOf(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
        $"{Family} {Environment.OSVersion.Version.Major}.{Environment.OSVersion.Version.Minor} {RuntimeInformation.OSArchitecture}");

    /// <inheritdoc/>
    public override string ToString() => $"{Processor}, {Cores} cores, {Memory}, {System}";

    internal static string ProcessorOf(string? processorFile, string? identifier)
    {
        var lines = (processorFile ?? "").Split('\n').Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2).ToList();
        var model = lines.FirstOrDefault(parts => parts[0].Trim() is "model name" or "Model" or "cpu model")?[1]
            ?? (lines.FirstOrDefault(parts => parts[0].Trim() == "CPU part") is { } part ? $"CPU part {part[1].Trim()}" : identifier);
        var words = string.Join(' ', (model ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0 ? UnknownProcessor : words[..Math.Min(words.Length, LongestProcessor)];
    }

    internal static string MemoryOf(long bytes)
    {
        var gigabytes = 1L;
        while (gigabytes << 30 < bytes)
            gigabytes <<= 1;
        return string.Create(CultureInfo.InvariantCulture, $"{gigabytes} GB");
    }

    private static string Family =>
        OperatingSystem.IsLinux() ? "Linux" : OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : "other system";

    private static string? ReadProcessorFile()
    {
        try
        {
            return File.Exists("/proc/cpuinfo") ? File.ReadAllText("/proc/cpuinfo") : null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NoWord();
}
