using System.Reflection;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>The contract tests leave nothing out. That each of them sees what it says it covers is checked where it ends.</summary>
public sealed class ChecklistTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    private static readonly IReadOnlyList<Type> Topics =
        [.. typeof(ContractTests).Assembly.GetTypes().Where(type => type.IsAbstract && type.BaseType == typeof(ContractTests))];

    [Fact]
    public async Task Every_answer_that_the_service_describes_is_exercised()
    {
        var operations = await ContractTests.DescribedAsync(bridge.Client);
        var described = from operation in operations
                        from status in operation.Description.GetProperty("responses").EnumerateObject()
                        select new Row(operation.Name, int.Parse(status.Name, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Empty(described.Except(Covered(operations)).Select(row => row.ToString()));
    }

    [Fact]
    public async Task Every_row_of_the_wire_table_is_described_and_exercised()
    {
        var operations = await ContractTests.DescribedAsync(bridge.Client);
        Assert.Empty(WireTable.Rows.Except(Covered(operations)).Select(row => row.ToString()));
        Assert.Equal(WireTable.Rows.Select(row => row.Operation).Where(name => !name.StartsWith("any ", StringComparison.Ordinal)).Distinct().Order(), operations.Select(operation => operation.Name).Order());
    }

    [Fact]
    public void Every_topic_runs_on_both_stores()
    {
        Assert.True(Topics.Count >= 12);
        foreach (var topic in Topics)
        {
            var derived = topic.Assembly.GetTypes().Where(type => type.BaseType == topic).Select(type => type.Name).Order();
            Assert.Equal([topic.Name + "OnFile", topic.Name + "OnPostgres"], derived);
        }
    }

    private static HashSet<Row> Covered(IReadOnlyList<(string Name, System.Text.Json.JsonElement Description)> operations)
    {
        // A store's own class may have what only that kind of store can answer.
        var classes = typeof(ContractTests).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ContractTests)));
        var methods = classes.SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttribute<FactAttribute>() is not null).ToList();
        return
        [
            .. methods.SelectMany(method => method.GetCustomAttributes<CoversAttribute>()).SelectMany(covers => covers.Rows),
            .. methods.Select(method => method.GetCustomAttribute<CoversEveryAttribute>()).OfType<CoversEveryAttribute>().SelectMany(every => ContractTests.RowsOf(every, operations)),
        ];
    }
}
