using Lighthouse.Readiness.Runbooks;
using Lighthouse.Targets;

namespace Lighthouse.Pipeline.Days;

/// <summary>The system under test as the runbook's <c>target</c> describes it.</summary>
/// <param name="runbook">The runbook.</param>
public sealed class RunbookTarget(Runbook runbook) : ITargetProvider
{
    /// <inheritdoc/>
    /// <exception cref="PipelineException">The runbook describes no process.</exception>
    public TargetRecipe Recipe => runbook.Target is ProcessTarget target
        ? Of(target)
        : throw new PipelineException(
            ExitCode.Invalid,
            $"LH4012: '{runbook.Path}' does not say what is measured; give it a 'target' with a 'command', an 'image', a 'dockerfile' or a 'url', or give the address of a system that runs with --target-url=URL.");

    /// <inheritdoc/>
    /// <exception cref="PipelineException">An environment variable that the target names is not set.</exception>
    public IReadOnlyDictionary<string, string> Credentials =>
        runbook.Target?.Credentials.ToDictionary(pair => pair.Key, pair => Secret(pair.Key, pair.Value)) ?? [];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ExternalCredentials => Credentials;

    /// <inheritdoc/>
    public string HealthPath => runbook.Target?.HealthPath ?? "/";

    /// <summary>Where the runbook says that the system already runs; null when it is started.</summary>
    public Uri? Url => (runbook.Target as ExternalTarget)?.Url;

    /// <summary>The container that is started for each day; null when it is something else.</summary>
    internal ContainerTarget? Container => runbook.Target as ContainerTarget;

    /// <summary>The services of that container.</summary>
    internal IReadOnlyList<Companion> ContainerServices => Container is { } container ? Of(container.Services) : [];

    /// <summary>Asks for everything that a run will need, so that what is missing is said before anything is started.</summary>
    /// <param name="started">Whether the run starts the target itself.</param>
    /// <exception cref="PipelineException">Something is missing.</exception>
    public void Require(bool started)
    {
        _ = started && Container is null ? Recipe : null;
        _ = Credentials;
    }

    private static TargetRecipe Of(ProcessTarget target) => Of(target.Process, target.Program ?? ProgramOf(target.Process)) with
    {
        Companions = Of(target.Services),
    };

    private static IReadOnlyList<Companion> Of(IReadOnlyList<ProcessDefinition> services) => [.. services.Select(service => new Companion(service.Name, Of(service, ProgramOf(service))))];

    private static TargetRecipe Of(ProcessDefinition process, string program) => new(
        CommandWord.Program(process.Command[0], process.WorkingFolder), [.. process.Command.Skip(1)], process.Environment, program, process.HealthPath ?? "", process.StartLimit)
    {
        WorkingFolder = process.WorkingFolder, StopsOnSignal = true,
    };

    // The digest is to change when the service does: of 'python3 service.py' the script says more than the interpreter.
    private static string ProgramOf(ProcessDefinition process) =>
        process.Command.Skip(1).Select(word => Path.GetFullPath(word, process.WorkingFolder)).FirstOrDefault(File.Exists)
        ?? (CommandWord.Program(process.Command[0], process.WorkingFolder) is var program && Path.IsPathRooted(program) ? program : CommandWord.OnPath(program) ?? program);

    private static string Secret(string name, string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } secret
        ? secret
        : throw new PipelineException(ExitCode.Invalid, $"LH4013: the target's credential '{name}' is in the environment variable {variable}, which is not set; set it and run again.");
}
