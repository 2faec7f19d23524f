using Lighthouse.Bridge.Http;

namespace Lighthouse.Bridge.Operations;

/// <summary>Everything that the service does.</summary>
internal static class OperationList
{
    public static IReadOnlyList<Operation> All { get; } =
        [.. ServiceOperations.All(), .. IdentityOperations.All(), .. EventOperations.All(), .. HistoryOperations.All(), .. IntegrityOperations.All(), .. ElicitationOperations.All()];
}
