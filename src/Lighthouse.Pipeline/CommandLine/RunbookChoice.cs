using Lighthouse.Readiness.Reporting;

namespace Lighthouse.Pipeline.CommandLine;

/// <summary>Which of a build's runbooks the command line asks for. Found before the command line is read, because the runbook says what is allowed there.</summary>
internal static class RunbookChoice
{
    private const string Option = "--runbook";

    /// <summary>The build's first runbook unless <c>--runbook</c> names another one of it, by its file's name, or any file.</summary>
    /// <exception cref="PipelineException">There is no such runbook.</exception>
    public static string Of(IReadOnlyList<string> arguments, LighthouseSettings settings)
    {
        if (Given(arguments) is not { } given)
            return settings.RunbookPath;
        var known = settings.OtherRunbooks.Prepend(settings.RunbookPath).ToList();
        return known.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == given)
            ?? (File.Exists(given) ? Path.GetFullPath(given) : throw new PipelineException(
                ExitCode.Invalid,
                $"LH6018: '--runbook={Untrusted.ForConsole(given)}': there is no such runbook; give the path of one{(settings.OtherRunbooks.Count == 0 ? "" : $", or one of {string.Join(", ", known.Select(Path.GetFileNameWithoutExtension))}")}."));
    }

    private static string? Given(IReadOnlyList<string> arguments)
    {
        for (var index = 0; index < arguments.Count; index++)
        {
            if (arguments[index].StartsWith(Option + "=", StringComparison.Ordinal))
                return arguments[index][(Option.Length + 1)..];
            if (arguments[index] == Option && index + 1 < arguments.Count)
                return arguments[index + 1];
        }

        return null;
    }
}
