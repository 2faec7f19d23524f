namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>A promise of the wire: this operation can answer so.</summary>
public sealed record Row(string Operation, int Status)
{
    public override string ToString() => $"{Operation} {Status}";
}

/// <summary>Says which rows a contract test exercises. The test fails unless it has seen each of these answers.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class CoversAttribute(string operation, params int[] statuses) : Attribute
{
    public string Operation { get; } = operation;

    public IReadOnlyList<int> Statuses { get; } = statuses;

    public IEnumerable<Row> Rows => Statuses.Select(status => new Row(Operation, status));
}

/// <summary>Says that a contract test exercises every operation that is described with these answers.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CoversEveryAttribute(params int[] statuses) : Attribute
{
    public IReadOnlyList<int> Statuses { get; } = statuses;
}
