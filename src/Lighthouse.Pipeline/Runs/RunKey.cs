using Lighthouse.Readiness.Attestations;

namespace Lighthouse.Pipeline.Runs;

/// <summary>Gets the key that signs a run's decision.</summary>
internal static class RunKey
{
    /// <summary>Holds the private key in PEM form.</summary>
    public const string Variable = "LIGHTHOUSE_SIGNING_KEY";

    private static readonly Lock Gate = new();
    private static string? taken;

    /// <summary>
    /// Takes the key out of the environment, so that no process that this one starts (a suite, the system under test) inherits it.
    /// </summary>
    public static void Hide()
    {
        lock (Gate)
        {
            taken ??= Environment.GetEnvironmentVariable(Variable);
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    /// <summary>Reads the key that the options or the environment give, or makes one.</summary>
    /// <exception cref="PipelineException">What was given is no key (exit code 2).</exception>
    public static SigningKey For(RunOptions options)
    {
        try
        {
            lock (Gate)
            {
                if (options.SigningKey is { } path)
                    return SigningKey.FromPem(Text(path), $"'{path}'");
                return string.IsNullOrEmpty(taken) ? SigningKey.MakeOwn() : SigningKey.FromPem(taken, $"the environment variable {Variable}");
            }
        }
        catch (AttestationException problem)
        {
            throw new PipelineException(ExitCode.Invalid, problem.Message, problem);
        }
    }

    /// <summary>Reads the key that must have signed; null where none is given.</summary>
    /// <exception cref="PipelineException">What was given is no key (exit code 2).</exception>
    public static VerificationKey? Trusted(RunOptions options)
    {
        try
        {
            return options.TrustedKey is { } path ? VerificationKey.FromPem(Text(path), $"'{path}'") : null;
        }
        catch (AttestationException problem)
        {
            throw new PipelineException(ExitCode.Invalid, problem.Message, problem);
        }
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PipelineException(ExitCode.Invalid, $"LH5019: the key '{path}' cannot be read: {problem.Message}", problem);
        }
    }
}
