namespace Lighthouse.Readiness.Runbooks;

/// <summary>Reads a runbook from YAML and refuses one with a mistake.</summary>
public static class RunbookReader
{
    /// <summary>Reads a runbook file.</summary>
    /// <exception cref="RunbookException">The file is missing, is no YAML, or says something that is not allowed.</exception>
    public static Runbook ReadFile(string path) => throw new NotSupportedException();

    /// <summary>Reads a runbook from text; <paramref name="path"/> is used in messages.</summary>
    /// <exception cref="RunbookException">The text is no YAML, or says something that is not allowed.</exception>
    public static Runbook Read(ReadOnlyMemory<byte> utf8, string path) => throw new NotSupportedException();
}
