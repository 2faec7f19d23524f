using Lighthouse.Pipeline.Containers;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.TargetProfiles;
using Lighthouse.Targets;

namespace Lighthouse.Pipeline.Days;

/// <summary>The system under test of one day: a process or a container that was started for it, or an external address.</summary>
internal sealed class DayTarget : IAsyncDisposable
{
    private static readonly TimeSpan ExternalLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AliveLimit = TimeSpan.FromSeconds(5);
    private readonly IAsyncDisposable? started;
    private readonly Func<bool>? hasEnded;
    private readonly Uri health;

    private DayTarget(TargetDescription description, TargetStarted record, Uri health, IAsyncDisposable? started = null, Func<bool>? hasEnded = null)
    {
        Description = description;
        Record = record;
        this.health = health;
        this.started = started;
        this.hasEnded = hasEnded;
    }

    /// <summary>What the suite is told.</summary>
    public TargetDescription Description { get; }

    /// <summary>What the evidence says.</summary>
    public TargetStarted Record { get; }

    public static Task<DayTarget> StartAsync(
        ITargetProvider provider, RunOptions options, string scratch, string logFile, ProcessJournal journal, CancellationToken cancellation) =>
        options switch
        {
            { TargetUrl: null } => StartProcessAsync(provider, scratch, logFile, journal, cancellation),
            { TargetProfile: { } profile } => FindProfiledAsync(profile, options.TargetUrl, cancellation),
            _ => FindExternalAsync(provider, options.TargetUrl, cancellation),
        };

    /// <summary>Starts a container and before it its services. The suite is told its address alone: instances beside it there are none.</summary>
    public static async Task<DayTarget> StartContainerAsync(RunbookTarget described, ContainerOwner owner, string scratch, ProcessJournal journal, CancellationToken cancellation)
    {
        var target = described.Container!;
        var services = await CompanionProcesses.StartAsync(described.ContainerServices, Path.Combine(scratch, "target"), owner.LogFile, journal, cancellation);
        try
        {
            var filled = target with
            {
                Command = [.. target.Command.Select(services.Fill)],
                Environment = target.Environment.ToDictionary(one => one.Key, one => services.Fill(one.Value)),
            };
            var container = await TargetContainer.StartAsync(filled, owner, cancellation);
            return Of(target, container, new ContainerWithServices(container, services), described.Credentials);
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    private static DayTarget Of(ContainerTarget target, TargetContainer container, ContainerWithServices started, IReadOnlyDictionary<string, string> credentials)
    {
        var settings = target.Environment.Keys.ToDictionary(name => name, _ => "(set by the pipeline)");
        settings["container"] = container.Id;
        settings["image"] = target.Image is NamedImage named ? named.Reference : "(built)";
        settings["image-id"] = container.Image;
        var record = new TargetStarted("container", container.Url.AbsoluteUri, Shown(target), container.Image["sha256:".Length..], null, settings);
        return new DayTarget(new(container.Url, null, credentials), record, new Uri(container.Url, target.HealthPath), started, container.HasEnded);
    }

    private static string? Shown(ContainerTarget target) => target.Command.Count == 0 ? null : string.Join(' ', target.Command);

    /// <summary>Whether it still answers its health check.</summary>
    public async Task<bool> IsAliveAsync()
    {
        try
        {
            await HealthProbe.WaitUntilHealthyAsync(health, AliveLimit, hasEnded, CancellationToken.None);
            return true;
        }
        catch (TargetException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => started?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<DayTarget> StartProcessAsync(
        ITargetProvider provider, string scratch, string logFile, ProcessJournal journal, CancellationToken cancellation)
    {
        var recipe = provider.Recipe;
        if (!Directory.Exists(recipe.ProgramFiles) && !File.Exists(recipe.ProgramFiles))
            throw new TargetException($"LH4008: the target's program '{recipe.ProgramFiles}' is missing; build it first.");
        var data = Path.Combine(scratch, "target");
        var process = await TargetProcess.StartAsync(recipe, data, logFile, journal, cancellation);
        var record = new TargetStarted(
            "process", process.Url.AbsoluteUri, recipe.CommandLine(process.Url, "{data}"), ProgramDigest.Of(recipe.ProgramFiles), process.Identity.Id,
            recipe.Environment.Keys.Order(StringComparer.Ordinal).ToDictionary(name => name, _ => "(set by the pipeline)"));
        return new DayTarget(new(process.Url, recipe, provider.Credentials), record, process.HealthAddress, process, () => !process.IsRunning);
    }

    private static async Task<DayTarget> FindProfiledAsync(TargetProfile profile, Uri url, CancellationToken cancellation)
    {
        var health = new Uri(url, profile.HealthPath);
        await HealthProbe.WaitUntilHealthyAsync(health, ExternalLimit, hasEnded: null, cancellation);
        var record = new TargetStarted(
            "external", url.AbsoluteUri, null, null, null,
            new Dictionary<string, string> { ["target-profile"] = profile.Name, ["target-profile-sha256"] = profile.Digest });
        var secrets = TargetProfileReader.ReadSecrets(profile, Environment.GetEnvironmentVariable);
        return new DayTarget(new(url, null, secrets, new ProfileFile(Path.GetFullPath(profile.Path), profile.Digest)), record, health);
    }

    private static async Task<DayTarget> FindExternalAsync(ITargetProvider provider, Uri url, CancellationToken cancellation)
    {
        var health = new Uri(url, provider.HealthPath);
        await HealthProbe.WaitUntilHealthyAsync(health, ExternalLimit, hasEnded: null, cancellation);
        var record = new TargetStarted("external", url.AbsoluteUri, null, null, null, new Dictionary<string, string>());
        return new DayTarget(new(url, null, provider.ExternalCredentials), record, health);
    }

    private sealed record ContainerWithServices(TargetContainer Container, CompanionProcesses Services) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Container.DisposeAsync();
            await Services.DisposeAsync();
        }
    }
}
