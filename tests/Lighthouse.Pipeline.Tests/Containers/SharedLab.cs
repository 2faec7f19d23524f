namespace Lighthouse.Pipeline.Tests.Containers;

/// <summary>One lab for the tests of a class, started by the first that needs it; where it cannot be, that test is skipped and says why.</summary>
public sealed class SharedLab : IAsyncDisposable
{
    private readonly Lazy<Task<ContainerLab>> lab = new(ContainerLab.StartAsync);

    public async ValueTask DisposeAsync()
    {
        if (lab is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await lab.Value).DisposeAsync();
    }

    internal Task<ContainerLab> LabAsync() => lab.Value;
}
