using Lighthouse.Targets;

namespace Lighthouse.Suites.Integration.Stores;

/// <summary>The files of one instance.</summary>
internal sealed class FileStore(Day day) : MeasuredStore
{
    public override string Name => "files";

    public override Task<TargetProcess> StartAsync(CancellationToken cancellation) => day.StartOwnTargetAsync(cancellation);

    public override IReadOnlyList<StoredRecord> Read(TargetProcess target) =>
        [.. StoreReader.Read(target.DataFolder, day.Target.Credentials["store"]).OrderBy(record => record.Sequence)];
}
