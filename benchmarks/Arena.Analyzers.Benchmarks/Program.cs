using System.Globalization;
using Arena.Analyzers.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var root = new DirectoryInfo(AppContext.BaseDirectory);
while (!File.Exists(Path.Combine(root.FullName, "Arena.Exercises.sln")))
    root = root.Parent ?? throw new DirectoryNotFoundException("No Arena.Exercises.sln above this program.");

var rounds = args.Length > 0 ? int.Parse(args[0]) : 7;
Console.WriteLine(await FileCost.TableAsync(root.FullName));
Console.WriteLine(BuildCost.Table(root.FullName, rounds));
