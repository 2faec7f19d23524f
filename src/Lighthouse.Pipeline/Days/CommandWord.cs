namespace Lighthouse.Pipeline.Days;

/// <summary>The first word of a command.</summary>
internal static class CommandWord
{
    /// <summary>A path is meant from the folder where the command runs; a bare name is looked for on the PATH.</summary>
    public static string Program(string word, string folder) => word.Contains('/', StringComparison.Ordinal) || word.Contains('\\', StringComparison.Ordinal) ? Path.GetFullPath(word, folder) : word;

    /// <summary>Where a program is on the PATH; null when it is not there.</summary>
    public static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
