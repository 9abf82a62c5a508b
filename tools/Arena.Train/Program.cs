using Arena.Train;

return new Command(Recipes.All, Console.Out, Console.Error).Run(args);
