using Lighthouse.Bridge.Http;

namespace Lighthouse.Bridge.Operations;

/// <summary>Everything that the service does.</summary>
internal static class OperationList
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        .. ServiceOperations.All(),
        .. IdentityOperations.All(),
        .. AdministrationOperations.All(),
        .. EventOperations.All(),
        .. CollaborationOperations.All(),
        .. DelegationOperations.All(),
        .. ElicitationOperations.All(),
        .. ExpertOperations.All(),
        .. FileViewOperations.All(),
        .. HistoryOperations.All(),
        .. IntegrityOperations.All(),
        .. PushOperations.All(),
        .. ValidationOperations.All(),
    ];
}
