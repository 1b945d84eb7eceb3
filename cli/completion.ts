import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { catalogues } from './suites.ts';

/**
 * Adds `assay complete SHELL`, which prints a completion script for bash, zsh, fish or PowerShell,
 * and what that script asks: commands, options, their choices, and the ids of requirements. Returns
 * that command.
 */
export function addCompletion(program: Command): Command | undefined {
  const completion = tab(program);
  completion.commands.get('explain')?.argument('requirement', complete => {
    for (const { requirements } of catalogues)
      for (const [id, { title }] of Object.entries(requirements)) complete(id, title);
  });
  return program.commands.find(command => command.name() === 'complete');
}
