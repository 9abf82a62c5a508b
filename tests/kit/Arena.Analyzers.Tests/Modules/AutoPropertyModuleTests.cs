using Arena.Analyzers.CodeFixes.Modules;
using Arena.Analyzers.Modules;

namespace Arena.Analyzers.Tests.Modules;

public sealed class AutoPropertyModuleTests
{
    private const string Constructor = "\n\npublic Net() : base(\"Net\")\n{\n    RegisterComponents();\n}";

    [Theory]
    [InlineData(
        "public Linear [|Fc|] { get; } = nn.Linear(2, 3); // the layer" + Constructor,
        "public readonly Linear Fc = nn.Linear(2, 3); // the layer" + Constructor)]
    [InlineData(
        "/// <summary>The layer.</summary>\npublic Linear [|Fc|] { get; set; } = nn.Linear(2, 3);" + Constructor,
        "/// <summary>The layer.</summary>\npublic Linear Fc = nn.Linear(2, 3);" + Constructor)]
    [InlineData(
        "Linear [|Fc|] { get; }\n\npublic Net() : base(\"Net\")\n{\n    Fc = nn.Linear(2, 3);\n    RegisterComponents();\n}",
        "readonly Linear Fc;\n\npublic Net() : base(\"Net\")\n{\n    Fc = nn.Linear(2, 3);\n    RegisterComponents();\n}")]
    public async Task A_property_becomes_a_field_of_its_name(string before, string after)
    {
        await Verify<AutoPropertyModule>.FixesAsync<AutoPropertyModuleFix>(ModuleCode.Net(before), ModuleCode.Net(after));
        Keys(before).Should().Be("<Fc>k__BackingField.weight <Fc>k__BackingField.bias");
        Keys(after).Should().Be("Fc.weight Fc.bias");
    }

    [Fact]
    public async Task A_parameter_too_becomes_a_field()
    {
        const string before = "public Parameter [|Scale|] { get; init; } = nn.Parameter(zeros(2));" + Constructor;
        const string after = "public Parameter Scale = nn.Parameter(zeros(2));" + Constructor;
        await Verify<AutoPropertyModule>.FixesAsync<AutoPropertyModuleFix>(ModuleCode.Net(before), ModuleCode.Net(after));
        Keys(before).Should().Be("<Scale>k__BackingField");
        Keys(after).Should().Be("Scale");
    }

    [Fact]
    public Task A_property_that_its_class_alone_writes_is_left_to_a_person() =>
        Verify<AutoPropertyModule>.FixesNothingAsync<AutoPropertyModuleFix>(
            ModuleCode.Net("public Linear [|Fc|] { get; private set; } = nn.Linear(2, 3);" + Constructor));

    [Fact]
    public Task A_property_that_an_interface_asks_for_is_left_to_a_person() =>
        Verify<AutoPropertyModule>.FixesNothingAsync<AutoPropertyModuleFix>(
            ModuleCode.Net("public Linear [|Fc|] { get; } = nn.Linear(2, 3);" + Constructor)
                .Replace("nn.Module<Tensor, Tensor>", "nn.Module<Tensor, Tensor>, IHasFc")
            + "public interface IHasFc { Linear Fc { get; } }\n");

    [Fact]
    public Task A_property_that_another_file_asks_for_is_left_to_a_person() =>
        Verify<AutoPropertyModule>.FixesNothingAsync<AutoPropertyModuleFix>(
            ModuleCode.Net("public Linear [|Fc|] { get; } = nn.Linear(2, 3);" + Constructor)
                .Replace("sealed class", "partial class")
            + "public interface IHasLayer { Linear Fc { get; } }\n",
            "public partial class Net : IHasLayer;");

    [Theory]
    [InlineData("private readonly Linear fc = nn.Linear(2, 3);\npublic Linear Fc => fc;" + Constructor)]
    [InlineData("public static Linear Fc { get; } = nn.Linear(2, 3);" + Constructor)]
    [InlineData("public int Fc { get; } = 3;" + Constructor)]
    [InlineData("public Tensor? Seen { get; set; }" + Constructor)]
    [InlineData("[field: TorchSharp.Utils.ComponentName(Name = \"fc\")]\npublic Linear Fc { get; } = nn.Linear(2, 3);" + Constructor)]
    [InlineData("public Linear Fc { get; } = nn.Linear(2, 3);\npublic Net() : base(\"Net\") => register_module(\"fc\", Fc);")]
    [InlineData("public Linear Fc { get; } = nn.Linear(2, 3);\npublic Net() : base(\"Net\") { }")]
    public Task What_has_a_name_of_its_own_is_left_alone(string members) =>
        Verify<AutoPropertyModule>.FindsNothingAsync(ModuleCode.Net(members));

    [Fact]
    public Task A_class_that_is_no_module_is_left_alone() =>
        Verify<AutoPropertyModule>.FindsNothingAsync(
            Code.InFile("public class Trainer\n{\n    public Linear Fc { get; } = nn.Linear(2, 3);\n    public void RegisterComponents() { }\n}\n"));

    private static string Keys(string members) =>
        (string)RunningCode.Run(ModuleCode.Net(members).Replace("[|", "").Replace("|]", "")
            .Replace("public static int Run() => new Net().parameters().Count()", "public static string Run() => string.Join(' ', new Net().state_dict().Keys)"))!;
}
